using Plimsoll.Cli.Clients;
using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Operations;
using Plimsoll.Cli.Profiles;
using Plimsoll.Cli.Wallets;
using Plimsoll.Crypto.Fields;
using Plimsoll.Devnet;
using Plimsoll.Node.Contracts;
using Plimsoll.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>A real node is killed, again and again, in the middle of its work.</summary>
internal sealed class Crash : Drill
{
    private const int PaymentsAtOnce = 20;

    private readonly List<(ulong Slot, Fr Word)> _confirmed = [];
    private readonly Dictionary<string, UInt128> _expected = [];
    private (Person Payer, Person Payee, uint Nonce, Submission[] Chunk)? _open; // handed in, and not answered
    private int _turn;
    private volatile int _answered;

    public override string Name => "crash";

    public override string Attacked => $"The node is killed with SIGKILL {Kills} times, at random moments, while people pay each other and batches are committed.";

    /// <summary>How often.</summary>
    public int Kills { get; init; } = 10;

    /// <summary>Where the random moments come from.</summary>
    public int Seed { get; init; } = 1;

    protected override TimeSpan? BlockTime => TimeSpan.FromSeconds(1);

    protected override ProfileDocument Profile { get; } = Promises(new() { Policy = "single" });

    protected override async Task PlayAsync(DrillStage stage, CancellationToken cancellationToken)
    {
        Random random = new(Seed);
        foreach (Person person in stage.Honest)
        {
            await stage.DepositAsync(person, DrillStage.Usd, 1_000_000_000, Opening.NoHint, cancellationToken).ConfigureAwait(false);
            _expected[person.Name] = 1_000_000_000;
        }

        Remember();
        await stage.BondAsync(stage.Operator, 100, cancellationToken).ConfigureAwait(false);
        string wallet = Path.Combine(stage.Folder, "operator.json");
        WalletFile.Write(wallet, Mnemonic.Derive(AnvilOptions.DefaultMnemonic, 1));
        for (int i = 0; i < Kills; i++)
        {
            using NodeProcess node = await StartAsync(stage, wallet, cancellationToken).ConfigureAwait(false);
            int before = _answered;
            Task paying = PayAsync(stage, node.Client, int.MaxValue, cancellationToken);
            while (_answered == before && !paying.IsCompleted) // a node that nothing was entrusted to can lose nothing
                await Task.Delay(50, cancellationToken).ConfigureAwait(false);
            await Task.Delay(random.Next(0, 3_000), cancellationToken).ConfigureAwait(false);
            node.Kill();
            await paying.ConfigureAwait(false);
            if (!IsDefended)
                Directory.Delete(new DataFolder(stage.Folder).Node.Store, recursive: true); // as if nothing had been on disk
        }

        using NodeProcess last = await StartAsync(stage, wallet, cancellationToken).ConfigureAwait(false);
        await PayAsync(stage, last.Client, PaymentsAtOnce, cancellationToken).ConfigureAwait(false);
        Remember();
        await LeaveAsync(stage, last.Client, cancellationToken).ConfigureAwait(false);
    }

    private void Remember()
    {
        Before = new();
        foreach ((string name, UInt128 amount) in _expected)
            Before.Add(name, DrillStage.NameOf(DrillStage.Usd), amount);
    }

    private static Task<NodeProcess> StartAsync(DrillStage stage, string wallet, CancellationToken cancellationToken) => NodeProcess.StartAsync(
        [
            "--roles", "sequencer,batcher,verifier", "--wallet", wallet, "--url", "http://127.0.0.1:0", "--data", stage.Folder,
            "--rpc", stage.Chain.Anvil.Endpoint.ToString(), "--deployment", Path.Combine(stage.Folder, "deployment.json"),
        ],
        cancellationToken);

    /// <summary>People pay in turn until the node dies or so much is paid. What it was told to be confirmed, and what it executed, is written down.</summary>
    private async Task PayAsync(DrillStage stage, NodeClient node, int payments, CancellationToken cancellationToken)
    {
        try
        {
            for (int paid = 0; paid < payments; paid += PaymentsAtOnce)
            {
                if (_open is { } unknown)
                {
                    // The answer never came: the account says how much of it was executed before the end.
                    HeldAccount now = await FindAsync(stage, node, unknown.Payer, cancellationToken).ConfigureAwait(false);
                    int executed = (int)Math.Clamp((long)now.Account.Nonce - unknown.Nonce, 0, unknown.Chunk.Length);
                    Count(unknown.Payer, unknown.Payee, unknown.Chunk[..executed]);
                    _open = null;
                }

                int turn = _turn++;
                Person payer = stage.Honest[turn % stage.Honest.Count], payee = stage.Honest[(turn + 1) % stage.Honest.Count];
                HeldAccount paying = await FindAsync(stage, node, payer, cancellationToken).ConfigureAwait(false), to = await FindAsync(stage, node, payee, cancellationToken).ConfigureAwait(false);
                uint validUntil = await Opening.ValidUntilAsync(stage, cancellationToken).ConfigureAwait(false);
                Submission[] chunk = new Submission[PaymentsAtOnce];
                for (int i = 0; i < chunk.Length; i++)
                {
                    HeldAccount next = paying with { Account = paying.Account with { Nonce = paying.Account.Nonce + (uint)i } };
                    chunk[i] = stage.Signer.Transfer(stage.KeyOf(payer), next, to, (UInt128)(1 + PaymentsAtOnce * turn + i), 0, validUntil); // no two words are equal
                }

                _open = (payer, payee, paying.Account.Nonce, chunk);
                IReadOnlyList<ulong> slots = await node.SubmitAsync(chunk, cancellationToken).ConfigureAwait(false);
                _confirmed.AddRange(slots.Zip(chunk, (slot, submission) => (slot, submission.Operation.Word.ToField())));
                Count(payer, payee, chunk);
                _answered++;
                _open = null;
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // killed in the middle: that is the point
        }
    }

    private void Count(Person payer, Person payee, IEnumerable<Submission> chunk)
    {
        foreach (Submission submission in chunk)
        {
            _expected[payer.Name] -= submission.Operation.Word.Amount;
            _expected[payee.Name] += submission.Operation.Word.Amount;
        }
    }

    private static async Task<HeldAccount> FindAsync(DrillStage stage, NodeClient node, Person person, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        while (true)
        {
            IReadOnlyList<HeldAccount> accounts = await node.GetAccountsAsync(person.Address, limit.Token).ConfigureAwait(false);
            if (accounts.Count > 0)
                return accounts[0];
            await Task.Delay(100, limit.Token).ConfigureAwait(false); // the node still catches up with L1
        }
    }

    private async Task LeaveAsync(DrillStage stage, NodeClient node, CancellationToken cancellationToken)
    {
        uint validUntil = await Opening.ValidUntilAsync(stage, cancellationToken).ConfigureAwait(false);
        List<Submission> withdrawals = [];
        foreach (Person person in stage.Honest)
        {
            HeldAccount account = await FindAsync(stage, node, person, cancellationToken).ConfigureAwait(false);
            withdrawals.Add(stage.Signer.Withdraw(stage.KeyOf(person), account, account.Account.Balance, 0, validUntil));
        }

        ulong last = (await node.SubmitAsync(withdrawals, cancellationToken).ConfigureAwait(false))[^1];
        Replica replica = await stage.ReplicaAsync(archive: null, cancellationToken).ConfigureAwait(false);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        while (replica.Cut.Head.SequenceEnd <= last)
        {
            await Task.Delay(250, limit.Token).ConfigureAwait(false);
            await replica.LookAsync(limit.Token).ConfigureAwait(false);
        }

        await Exits.FinaliseAsync(stage, cancellationToken).ConfigureAwait(false);
        await replica.LookAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Fr> words = await replica.UserWordsAsync(cancellationToken).ConfigureAwait(false);
        Check($"everything that was confirmed stands on L1 in its slot ({_confirmed.Count} operations)", _confirmed.Count > 0 && _confirmed.All(one => one.Slot < (ulong)words.Count && words[(int)one.Slot] == one.Word));
        Check("no operation stands there twice", words.Where(word => !word.IsZero).GroupBy(word => word).Count() == words.Count);
        Check("no batch was removed, and none committed twice", replica.Cut.Generation == 0 && (await RollupHistory.ReadAsync(stage.Chain.Node, stage.Rollup.Address, cancellationToken).ConfigureAwait(false)).Of<RollupEvent.BatchCommitted>().Count() == (int)replica.Cut.Height);
        RollupState state = await replica.DeriveAsync(replica.Cut.FinalHeight, cancellationToken).ConfigureAwait(false);
        await Exits.ClaimAsync(stage, state, cancellationToken).ConfigureAwait(false);
    }
}
