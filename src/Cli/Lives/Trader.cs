using Plimsoll.Cli.Devnets;
using Plimsoll.Cli.Operations;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Cli.Lives;

/// <summary>Somebody who trades: a wallet, a layer-2 key, and what the accounts will be when everything that was signed is executed.</summary>
internal sealed class Trader(Person person, Address rollup)
{
    private readonly Dictionary<byte, HeldAccount> _accounts = [];
    private readonly Dictionary<byte, SchnorrSecretKey> _changed = [];

    public Person Person => person;

    /// <summary>The first key, which accounts open with.</summary>
    public SchnorrSecretKey Key { get; } = person.KeyOn(rollup);

    public IReadOnlyDictionary<byte, HeldAccount> Accounts => _accounts;

    public HeldAccount this[byte token] => _accounts[token];

    /// <summary>The key of another number: what a change of keys changes to.</summary>
    public SchnorrSecretKey KeyNumber(uint number) => person.KeyOn(rollup, number);

    /// <summary>The key that signs for the account of a token.</summary>
    public SchnorrSecretKey KeyOf(byte token) => _changed.GetValueOrDefault(token, Key);

    /// <summary>Has signed for the key of another number.</summary>
    public void Rekey(byte token, uint number)
    {
        _changed[token] = KeyNumber(number);
        Change(token, account => account with { Nonce = account.Nonce + 1, Key = _changed[token].PublicKey });
    }

    /// <summary>Has queued the key of another number on L1.</summary>
    public void RekeyByForce(byte token, uint number) => _changed[token] = KeyNumber(number);

    /// <summary>Learns how the accounts stand; of several for one token, the first counts.</summary>
    public void Learn(IEnumerable<HeldAccount> accounts)
    {
        _accounts.Clear();
        foreach (HeldAccount account in accounts)
            _accounts.TryAdd(account.Account.Token, account);
    }

    /// <summary>Pays, and has signed once more.</summary>
    public void Pay(byte token, UInt128 amount) => Change(token, account => account with { Balance = account.Balance - amount, Nonce = account.Nonce + 1 });

    public void Receive(byte token, UInt128 amount) => Change(token, account => account with { Balance = account.Balance + amount });

    private void Change(byte token, Func<Account, Account> change) =>
        _accounts[token] = _accounts[token] with { Account = change(_accounts[token].Account) };
}
