using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Operations;
using Plimsoll.Crypto.Curves;
using Plimsoll.Devnet;
using Plimsoll.L1;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.Cli.Wallets;

/// <summary><c>plimsoll wallet</c>: keys in files, and the layer-2 keys that follow from them.</summary>
internal sealed class WalletVerb : Command
{
    public WalletVerb()
        : base("wallet", "Make and show keys.")
    {
        Add(new NewWallet());
        Add(new DevnetWallet());
        Add(new ShowWallet());
    }

    private static Argument<string> FileArgument() => new("FILE") { Description = "The wallet's file; an existing one is never overwritten." };

    private static ExitCode Write(Terminal terminal, string path, ReadOnlySpan<byte> secret)
    {
        string address = WalletFile.Write(path, secret).ToChecksumString();
        terminal.Warn("the key is not encrypted: only the file's mode (0600) keeps it; keep much value elsewhere");
        terminal.Answer(new JsonObject { ["file"] = path, ["address"] = address }, [$"Wrote {path} for {address}."]);
        return ExitCode.Success;
    }

    private sealed class NewWallet : Verb
    {
        public NewWallet()
            : base("new", "Make a new key.", "wallet new alice.json")
        {
            Argument<string> file = FileArgument();
            Add(file);
            Does((result, terminal) =>
            {
                Span<byte> secret = stackalloc byte[PrivateKey.ByteLength];
                RandomNumberGenerator.Fill(secret); // out of range with probability 2^-127; then writing refuses it
                ExitCode code = Write(terminal, result.GetValue(file)!, secret);
                CryptographicOperations.ZeroMemory(secret);
                return code;
            });
        }
    }

    private sealed class DevnetWallet : Verb
    {
        public DevnetWallet()
            : base("devnet", "Write one of the devnet's funded accounts; everybody knows these keys.", "wallet devnet 1 alice.json")
        {
            Argument<uint> index = new("INDEX") { Description = "Which account of the development phrase, from 0." };
            Argument<string> file = FileArgument();
            Add(index);
            Add(file);
            Does((result, terminal) =>
            {
                terminal.Warn("everybody knows the keys of the development phrase: never send real money there");
                return Write(terminal, result.GetValue(file)!, Mnemonic.Derive(AnvilOptions.DefaultMnemonic, result.GetValue(index)));
            });
        }
    }

    private sealed class ShowWallet : Verb
    {
        public ShowWallet()
            : base(
                "show",
                "Show a wallet's address and, for a rollup, its layer-2 key.",
                "wallet show alice.json",
                "wallet show alice.json --chain 31337 --rollup 0x5FbDB2315678afecb367f032d93F642f64180aa3")
        {
            Argument<string> file = new("FILE") { Description = "The wallet's file." };
            Option<ulong?> chain = new("--chain") { Description = "The chain of the rollup contract.", HelpName = "ID" };
            Option<string?> rollup = new("--rollup") { Description = "The rollup contract.", HelpName = "ADDRESS" };
            Option<uint> number = new("--key") { Description = "Which key: 0 for the first, more after a change.", HelpName = "NUMBER" };
            Add(file);
            Add(chain);
            Add(rollup.Checked());
            Add(number);
            Validators.Add(result =>
            {
                if (result.GetValue(chain) is null != result.GetValue(rollup) is null)
                    result.AddError("--chain and --rollup go together: a layer-2 key belongs to one rollup.");
            });
            Does((result, terminal) =>
            {
                using PrivateKey key = WalletFile.Read(result.GetValue(file)!, terminal);
                JsonObject json = new() { ["address"] = key.Address.ToChecksumString() };
                List<string> lines = [$"address  {key.Address.ToChecksumString()}"];
                if (result.GetValue(chain) is { } chainId)
                {
                    Address contract = AddressChecksum.Parse(result.GetValue(rollup)!);
                    JubjubAffine q = SigningKey.Derive(key, chainId, contract, result.GetValue(number)).Published;
                    json["publishedKey"] = new JsonObject { ["x"] = q.X.ToString(), ["y"] = q.Y.ToString() };
                    json["key"] = PublishedKeyText.Format(q);
                    lines.Add($"key      {PublishedKeyText.Format(q)}");
                }

                terminal.Answer(json, lines);
                return ExitCode.Success;
            });
        }
    }
}
