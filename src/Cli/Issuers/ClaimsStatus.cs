using System.CommandLine;
using System.Text.Json.Nodes;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Wallets;
using Plimsoll.L1;
using Plimsoll.L1.Rpc;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Contracts;
using Plimsoll.Node.Exits;
using Plimsoll.Node.Roles;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Cli.Issuers;

/// <summary><c>plimsoll claims status</c>: from L1 alone.</summary>
internal sealed class ClaimsStatus : Verb
{
    public ClaimsStatus()
        : base(
            "status",
            "Show an issuer: receipts, its accounts on the rollup, and the line; for a wallet, its receipts and redemptions.",
            "claims status --issuer 0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
            "claims status --issuer 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --wallet alice.json --json")
    {
        ConnectionOptions options = new();
        IssuerOption named = new();
        Option<string?> file = new("--wallet") { Description = "Whose receipts and redemptions.", HelpName = "FILE" };
        Option<string?> archive = new("--archive") { Description = "A folder of blobs, for those that L1 has pruned.", HelpName = "DIR" };
        Add(named);
        Add(file);
        Add(archive);
        options.AddTo(this, needsNode: false);
        Add(options.Beacon);
        Does(async (result, terminal, cancellationToken) =>
        {
            using Connection connection = options.Connect(result);
            Issuer issuer = await named.OpenAsync(result, connection, cancellationToken).ConfigureAwait(false);
            Replica replica = await connection.OpenReplicaAsync(result.GetValue(archive), cancellationToken).ConfigureAwait(false);
            using Verifier verifier = await replica.VerifyAsync(cancellationToken).ConfigureAwait(false);
            BlockReference block = BlockReference.Of(replica.Cut.Block.Hash);
            UInt256 receipts = await issuer.Receipts.GetTotalSupplyAsync(block, cancellationToken).ConfigureAwait(false);
            (UInt256 received, UInt256 paid, UInt256 redeemed) = await issuer.Contract.GetLineAsync(block, cancellationToken).ConfigureAwait(false);
            JsonObject json = new()
            {
                ["issuer"] = issuer.Address.ToChecksumString(),
                ["token"] = issuer.Receipts.Address.ToChecksumString(),
                ["l1Block"] = replica.Cut.Block.Number,
                ["receipts"] = receipts.ToString(),
                ["redeemed"] = redeemed.ToString(),
                ["received"] = received.ToString(),
                ["paid"] = paid.ToString(),
            };
            List<string> lines =
            [
                $"receipts   {receipts} of token {issuer.Receipts.Address.ToChecksumString()}",
                $"line       {redeemed} redeemed, money for {UInt256.Min(received, redeemed)} of it, {paid} paid; {received - paid} in cash",
            ];
            await AddAccountsAsync(verifier, issuer, json, lines, cancellationToken).ConfigureAwait(false);
            if (result.GetValue(file) is { } path)
            {
                using PrivateKey wallet = WalletFile.Read(path, terminal);
                await AddRedemptionsAsync(connection, issuer, wallet.Address, replica.Cut.Block.Number, received, json, lines, cancellationToken).ConfigureAwait(false);
            }

            terminal.Answer(json, lines);
            return ExitCode.Success;
        });
    }

    private static async Task AddAccountsAsync(Verifier verifier, Issuer issuer, JsonObject json, List<string> lines, CancellationToken cancellationToken)
    {
        (uint Index, Account Account)[] accounts = await verifier.ReadHeadAsync(
            (state, _) => state.Accounts().Where(entry => entry.Account.Owner == issuer.Address).Select(entry => (entry.Index, entry.Account)).ToArray(), cancellationToken).ConfigureAwait(false);
        Dictionary<uint, UInt256> owed = await verifier.ReadFinalAsync(
            (state, verified) => accounts.ToDictionary(it => it.Index, it => Claims.Owed(verified.Cut, state, it.Index)), cancellationToken).ConfigureAwait(false);
        json["accounts"] = new JsonArray([.. accounts.OrderBy(it => it.Index).Select(it =>
        {
            lines.Add($"account    {it.Index}: {it.Account.Balance} on the rollup, {owed[it.Index]} to collect");
            return (JsonNode)new JsonObject { ["index"] = it.Index, ["balance"] = it.Account.Balance.ToString(), ["collectable"] = owed[it.Index].ToString() };
        })]);
    }

    private static async Task AddRedemptionsAsync(
        Connection connection, Issuer issuer, Address owner, ulong block, UInt256 received, JsonObject json, List<string> lines, CancellationToken cancellationToken)
    {
        UInt256 held = await issuer.Receipts.GetBalanceAsync(owner, BlockReference.At(block), cancellationToken).ConfigureAwait(false);
        json["held"] = held.ToString();
        lines.Add($"wallet     {held} receipts");
        JsonArray redemptions = [];
        await foreach (Log log in connection.Ethereum.GetLogsAsync(connection.Deployment.StartBlock, block, ClaimIssuerEvent.RedemptionsOf(issuer.Address), cancellationToken).ConfigureAwait(false))
        {
            if (ClaimIssuerEvent.Decode(log) is not ClaimIssuerEvent.Redeemed redeemed || redeemed.Owner != owner)
                continue;
            (_, UInt256 from, UInt256 to) = await issuer.Contract.GetRedemptionAsync(redeemed.Number, BlockReference.At(block), cancellationToken).ConfigureAwait(false);
            UInt256 reached = UInt256.Min(received, to), payable = reached > from ? reached - from : UInt256.Zero;
            lines.Add($"redemption {redeemed.Number}: {redeemed.Amount}, {to - from} open, {payable} can be paid now");
            redemptions.Add(new JsonObject { ["number"] = redeemed.Number.ToString(), ["amount"] = redeemed.Amount.ToString(), ["open"] = (to - from).ToString(), ["payable"] = payable.ToString() });
        }

        json["redemptions"] = redemptions;
    }
}
