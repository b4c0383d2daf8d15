using Plimsoll.L1.Hashing;
using Plimsoll.L1.Rlp;
using Plimsoll.L1.Signing;
using Plimsoll.Primitives;

namespace Plimsoll.L1.Transactions;

/// <summary>A transaction before it is signed: what the two kinds this project sends have in common.</summary>
/// <remarks>Two transactions are equal when their encodings are. Fees are in wei per unit of gas. Immutable as long as the memory it was given is.</remarks>
public abstract record Transaction
{
    /// <summary>The number in front of the encoding (EIP-2718).</summary>
    public abstract byte Type { get; }

    /// <summary>The chain it is meant for (EIP-155).</summary>
    public required ulong ChainId { get; init; }

    /// <summary>How many transactions the sender has sent before, below 2^64 − 1 (EIP-2681).</summary>
    public ulong Nonce { get; init; }

    /// <summary>The most that goes to the proposer of the block, in wei per gas; at most <see cref="MaxFeePerGas"/>.</summary>
    public UInt256 MaxPriorityFeePerGas { get; init; }

    /// <summary>The most that is paid in all, in wei per gas.</summary>
    public UInt256 MaxFeePerGas { get; init; }

    /// <summary>The most gas the transaction may use.</summary>
    public ulong GasLimit { get; init; }

    /// <summary>What is sent along, in wei.</summary>
    public UInt256 Value { get; init; }

    /// <summary>The call's input, or the code that creates a contract.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The accounts and storage it says beforehand it will touch (EIP-2930).</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <summary>Returns what the sender signs: the Keccak-256 hash of the type and the unsigned fields.</summary>
    public Bytes32 SigningHash()
    {
        using RlpWriter writer = new(256 + Data.Length);
        writer.WriteRaw([Type]);
        WritePayload(writer, signature: null);
        return Keccak256.Hash(writer.WrittenSpan);
    }

    /// <summary>Signs the transaction.</summary>
    /// <exception cref="TransactionException">No node would accept the transaction, whoever sent it.</exception>
    public SignedTransaction Sign(PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Validate();
        return new(this, key.Sign(SigningHash()));
    }

    /// <summary>Refuses what breaks a rule that can be checked without the chain's state.</summary>
    /// <exception cref="TransactionException">A rule is broken; the message says which.</exception>
    public virtual void Validate()
    {
        if (Nonce == ulong.MaxValue)
            throw new TransactionException("The nonce is not below 2^64 − 1 (EIP-2681).");
        if (MaxPriorityFeePerGas > MaxFeePerGas)
            throw new TransactionException("The priority fee is above the whole fee (EIP-1559).");
    }

    /// <summary>Whether the two have the same encoding.</summary>
    public virtual bool Equals(Transaction? other) => other is not null && Type == other.Type && SigningHash() == other.SigningHash();

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, ChainId, Nonce, Data.Length);

    /// <summary>Writes the list of all fields, with the signature behind them if there is one.</summary>
    internal void WritePayload(RlpWriter writer, EcdsaSignature? signature)
    {
        int list = writer.BeginList();
        writer.Write(ChainId);
        writer.Write(Nonce);
        writer.Write(MaxPriorityFeePerGas);
        writer.Write(MaxFeePerGas);
        writer.Write(GasLimit);
        WriteRecipient(writer);
        writer.Write(Value);
        writer.Write(Data.Span);
        int accessList = writer.BeginList();
        foreach (AccessListEntry entry in AccessList)
            entry.Write(writer);
        writer.EndList(accessList);
        WriteOwnFields(writer);
        if (signature is { } present)
        {
            writer.Write(present.YIsOdd ? 1UL : 0UL);
            writer.Write(present.R);
            writer.Write(present.S);
        }

        writer.EndList(list);
    }

    private protected abstract void WriteRecipient(RlpWriter writer);

    private protected abstract void WriteOwnFields(RlpWriter writer);

    private protected static List<AccessListEntry> ReadAccessList(RlpReader entries)
    {
        List<AccessListEntry> accessList = [];
        while (!entries.IsAtEnd)
            accessList.Add(AccessListEntry.Read(entries.ReadList()));
        return accessList;
    }
}
