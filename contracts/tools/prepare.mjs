// Makes contracts/ ready: installs the npm tools that package-lock.json names, then compiles the contracts.
// Does nothing, and asks no network, when both are up to date. The build runs it; `node tools/prepare.mjs` does the same by hand.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const leastNode = 20;
const folder = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const inFolder = (...names) => path.join(folder, ...names);
const installed = inFolder('node_modules', '.installed');
const built = inFolder('out', '.built');
const windows = process.platform === 'win32';

/** Ends with a message in the form that MSBuild shows as an error of this step. */
function fail(message) {
  releaseLock();
  console.error(`prepare.mjs : error PLIM002: ${message}`);
  process.exit(1);
}

// --- one process at a time -------------------------------------------------------------------------------------------

const lock = inFolder('.prepare.lock');
let holdsLock = false;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (e) {
    return e.code === 'EPERM';
  }
}

function releaseLock() {
  if (holdsLock)
    fs.rmSync(lock, { force: true });
  holdsLock = false;
}

/** Waits until no other living process prepares this folder; a lock whose owner has died is taken over. */
function takeLock() {
  const deadline = Date.now() + 15 * 60_000;
  for (let emptySince = 0; ;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      holdsLock = true;
      return;
    } catch (e) {
      if (e.code !== 'EEXIST')
        fail(`${lock} cannot be written: ${e.message}`);
    }

    let owner = '';
    try {
      owner = fs.readFileSync(lock, 'utf8');
    } catch {
      continue; // released in between
    }

    // An empty lock belongs to a process between creating the file and writing its id, or to one that died there.
    emptySince = owner === '' ? emptySince || Date.now() : 0;
    if (owner === '' ? Date.now() - emptySince > 2_000 : !isAlive(Number(owner)))
      fs.rmSync(lock, { force: true });
    else if (Date.now() > deadline)
      fail(`process ${owner} has been preparing ${folder} for 15 minutes; end it or delete ${lock}`);
    else
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100 + Math.random() * 100);
  }
}

// --- steps ------------------------------------------------------------------------------------------------------------

function run(command, args, what, options = {}) {
  const { status, error, signal } = spawnSync(command, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (error?.code === 'ENOENT')
    fail(`'${command}' was not found: ${what}`);
  if (error || status !== 0)
    fail(`'${command} ${args.join(' ')}' failed (${error?.message ?? signal ?? `exit code ${status}`}): ${what}`);
}

function lockHash() {
  return createHash('sha256').update(fs.readFileSync(inFolder('package-lock.json'))).digest('hex');
}

function install() {
  const wanted = lockHash();
  if (fs.existsSync(installed) && fs.readFileSync(installed, 'utf8') === wanted)
    return;
  // Arguments are constants: the shell that Windows needs for npm.cmd gets nothing from outside.
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'],
    'the first build needs npm (it comes with Node.js) and a package registry; later ones need neither', { shell: windows });
  fs.writeFileSync(installed, wanted);
}

function sources(start) {
  return fs.existsSync(start) ? fs.readdirSync(start, { recursive: true }).filter(name => name.endsWith('.sol')) : [];
}

function compile() {
  if (sources(inFolder('src')).length + sources(inFolder('test')).length === 0)
    return;
  const platform = `${windows ? 'win32' : process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const forge = process.env.PLIMSOLL_FORGE || inFolder('node_modules', '@foundry-rs', `forge-${platform}`, 'bin', windows ? 'forge.exe' : 'forge');
  if (!fs.existsSync(forge))
    fail(`there is no forge for ${platform} in node_modules; name one of version 1.7 in PLIMSOLL_FORGE`);
  run(forge, ['build', '--quiet'], 'the contracts do not compile');
}

if (Number(process.versions.node.split('.')[0]) < leastNode)
  fail(`Node.js ${process.versions.node} is too old: version ${leastNode} or newer is needed`);
takeLock();
try {
  install();
  compile();
  // The build compares these two files' times with its inputs.
  const now = new Date();
  fs.utimesSync(installed, now, now);
  fs.mkdirSync(path.dirname(built), { recursive: true });
  fs.writeFileSync(built, '');
} finally {
  releaseLock();
}
