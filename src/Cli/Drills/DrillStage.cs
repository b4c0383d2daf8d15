using Plimsoll.Batches;
using Plimsoll.Cli.Clients;
using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Operations;
using Plimsoll.Crypto.Signatures;
using Plimsoll.L1.Abi;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Cli.Drills;

/// <summary>A fresh chain with one rollup on it, and people with money. Nobody operates anything yet.</summary>
/// <remarks>Blocks come with transactions, and L1 time passes when a drill says so: a week takes no longer than a second.</remarks>
internal sealed class DrillStage : IAsyncDisposable
{
    public const byte Eth = 0, Usd = 1;

    private static readonly AbiFunction s_balanceOf = AbiFunction.Parse("function balanceOf(address owner) returns (uint256)");
    private static readonly AbiFunction s_transfer = AbiFunction.Parse("function transfer(address to, uint256 amount) returns (bool)");
    private static readonly AbiFunction s_mint = AbiFunction.Parse("function mint(address to, uint256 amount)");
    private static readonly AbiFunction s_approve = AbiFunction.Parse("function approve(address spender, uint256 amount) returns (bool)");

    private readonly Dictionary<string, Person> _people = new(StringComparer.Ordinal);

    public required LocalChain Chain { get; init; }

    /// <summary>For stores and archives; gone after the drill.</summary>
    public required string Folder { get; init; }

    public required RollupContract Rollup { get; init; }

    public required HubContract Hub { get; init; }

    public required RollupProfile Profile { get; init; }

    public required BatchHeader Genesis { get; init; }

    /// <summary>ETH and a dollar.</summary>
    public required IReadOnlyList<Address> Tokens { get; init; }

    public required Deployment Deployment { get; init; }

    /// <summary>Whether the chain belongs to another stage.</summary>
    public bool IsGuest { get; init; }

    public Person Operator => Get("Operator", 1);

    /// <summary>Looks for wrong batches.</summary>
    public Person Watcher => Get("Watcher", 2);

    /// <summary>Anybody with a bond.</summary>
    public Person Helper => Get("Helper", 3);

    public Person Alice => Get("Alice", 4);

    public Person Bob => Get("Bob", 5);

    public Person Carol => Get("Carol", 6);

    public Person Mallory => Get("Mallory", 7);

    /// <summary>The honest users: what they hold is what a drill is about.</summary>
    public IReadOnlyList<Person> Honest => [Alice, Bob, Carol];

    public OperationSigner Signer => new(Chain.ChainId, Rollup.Address);

    public static string NameOf(byte token) => token == Eth ? "ETH" : "USD";

    public Bytes32 HashOf(BatchHeader header) => HeaderEncoding.Hash(header, Chain.ChainId, Rollup.Address);

    public SchnorrSecretKey KeyOf(Person person) => person.KeyOn(Rollup.Address);

    /// <summary>Where somebody takes money out to: an address that pays no gas, so that what lies there is exactly what came.</summary>
    public static Address ColdWalletOf(Person person)
    {
        byte[] bytes = person.Address.ToBytes();
        bytes[0] ^= 0xff;
        return new(bytes);
    }

    /// <summary>Brings money in for oneself, with one's key.</summary>
    public async Task DepositAsync(Person person, byte token, UInt128 amount, uint hint, CancellationToken cancellationToken)
    {
        UInt256 value = Amounts.Widen(amount);
        if (token != Eth)
        {
            Address vault = await Hub.GetVaultAsync(Tokens[token], BlockReference.Latest, cancellationToken).ConfigureAwait(false);
            await person.Sender.CallAsync("mint", Tokens[token], s_mint.EncodeCall(person.Address, value), default, cancellationToken).ConfigureAwait(false);
            await person.Sender.CallAsync("approve", Tokens[token], s_approve.EncodeCall(vault, value), default, cancellationToken).ConfigureAwait(false);
        }

        byte[] call = RollupCalls.Deposit(token, value, person.Address, hint, KeyOf(person).Published);
        await person.Sender.CallAsync("deposit", Rollup.Address, call, token == Eth ? value : default, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls the rollup with the fee of a forced operation.</summary>
    public async Task ForceAsync(Person person, byte[] call, CancellationToken cancellationToken)
    {
        UInt256 fee = await Rollup.GetForcedFeeAsync(BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        await person.Sender.CallAsync("force", Rollup.Address, call, fee + fee, cancellationToken).ConfigureAwait(false); // what is too much comes back
    }

    public Task BondAsync(Person committer, ulong batches, CancellationToken cancellationToken) =>
        committer.Sender.CallAsync("addBond", Rollup.Address, RollupCalls.AddBond(committer.Address), Amounts.Widen(Profile.Bond * batches), cancellationToken);

    /// <summary>Finds somebody's account of a token.</summary>
    /// <exception cref="InvalidOperationException">There is none in this state.</exception>
    public static HeldAccount Find(RollupState state, Person person, byte token)
    {
        foreach ((uint index, Account account) in state.Accounts())
        {
            if (account.Owner == person.Address && account.Token == token)
                return new(index, account);
        }

        throw new InvalidOperationException($"{person.Name} has no account of token {token}.");
    }

    /// <summary>What a state owes to the honest users beyond what they were paid.</summary>
    public async Task<MoneyLedger> OwedAsync(RollupState state, CancellationToken cancellationToken)
    {
        MoneyLedger ledger = new();
        foreach ((uint index, Account account) in state.Accounts())
        {
            if (Honest.FirstOrDefault(person => person.Address == account.Owner) is not { } person)
                continue;
            UInt256 claimed = await Hub.GetClaimedAsync(index, account.Owner, Tokens[account.Token], BlockReference.Latest, cancellationToken).ConfigureAwait(false);
            UInt128 owed = account.Balance + account.Withdrawn - Amounts.Narrow(claimed);
            if (owed > UInt128.Zero)
                ledger.Add(person.Name, NameOf(account.Token), owed);
        }

        return ledger;
    }

    /// <summary>What lies in the honest users' cold wallets.</summary>
    public async Task<MoneyLedger> GotOutAsync(CancellationToken cancellationToken)
    {
        MoneyLedger ledger = new();
        foreach (Person person in Honest)
        {
            for (byte token = 0; token < Tokens.Count; token++)
            {
                UInt128 amount = await BalanceAsync(ColdWalletOf(person), token, cancellationToken).ConfigureAwait(false);
                if (amount > UInt128.Zero)
                    ledger.Add(person.Name, NameOf(token), amount);
            }
        }

        return ledger;
    }

    public async Task<UInt128> BalanceAsync(Address owner, byte token, CancellationToken cancellationToken)
    {
        if (token == Eth)
            return Amounts.Narrow(await Chain.Node.GetBalanceAsync(owner, BlockReference.Latest, cancellationToken).ConfigureAwait(false));
        byte[] answer = await Chain.Node.CallAsync(new(Tokens[token], s_balanceOf.EncodeCall(owner)), BlockReference.Latest, cancellationToken).ConfigureAwait(false);
        return Amounts.Narrow(s_balanceOf.DecodeResult(answer)[0].ToUInt256());
    }

    /// <summary>Puts dollars from somebody's own wallet into their cold wallet.</summary>
    public Task StoreAsync(Person person, byte token, UInt128 amount, CancellationToken cancellationToken) =>
        person.Sender.CallAsync("transfer", Tokens[token], s_transfer.EncodeCall(ColdWalletOf(person), Amounts.Widen(amount)), default, cancellationToken);

    /// <summary>The rollup as anybody can rebuild it from this chain.</summary>
    /// <param name="archive">A folder of blobs, or null for the beacon endpoint alone.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public Task<Replica> ReplicaAsync(string? archive, CancellationToken cancellationToken) =>
        Replica.OpenAsync(Chain.Node, Rollup.Address, Deployment.StartBlock, archive, BeaconBlobSource.AtBlockNumbers(Chain.Beacon), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (Person person in _people.Values)
            person.Dispose();
        if (!IsGuest)
            await Chain.DisposeAsync().ConfigureAwait(false);
        Directory.Delete(Folder, recursive: true);
    }

    private Person Get(string name, uint index)
    {
        if (!_people.TryGetValue(name, out Person? person))
            _people.Add(name, person = new(name, index, Chain.Node, Chain.ChainId));
        return person;
    }
}
