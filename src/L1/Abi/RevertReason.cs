using Plimsoll.Primitives;

namespace Plimsoll.L1.Abi;

/// <summary>Why a call was reverted, as far as the data it reverted with says.</summary>
/// <remarks>The data is whatever a contract chose to return: every sequence of bytes has a reading, and <see cref="Unknown"/> is the last resort.</remarks>
public abstract record RevertReason
{
    private const int MaxShownBytes = 68;

    private static readonly AbiError ErrorWithText = AbiError.Parse("Error(string message)");
    private static readonly AbiError PanicWithCode = AbiError.Parse("Panic(uint256 code)");

    private RevertReason()
    {
    }

    /// <summary>No data: <c>revert()</c>, gas that ran out, or a call into nothing.</summary>
    public sealed record Silent : RevertReason
    {
        /// <inheritdoc/>
        public override string ToString() => "reverted without a reason";
    }

    /// <summary><c>revert("…")</c> or <c>require(…, "…")</c>.</summary>
    /// <param name="Text">What the contract says. It may say anything: do not trust it.</param>
    public sealed record Message(string Text) : RevertReason
    {
        /// <inheritdoc/>
        public override string ToString() => $"reverted: {Text}";
    }

    /// <summary>A check that the compiler put in.</summary>
    /// <param name="Code">The code.</param>
    public sealed record Panic(UInt256 Code) : RevertReason
    {
        /// <summary>What the code means.</summary>
        public string Meaning => PanicCode.Describe(Code);

        /// <inheritdoc/>
        public override string ToString() => $"panicked: {Meaning}";
    }

    /// <summary>An error that the contract's ABI declares.</summary>
    /// <param name="Error">The error.</param>
    /// <param name="Arguments">Its arguments.</param>
    public sealed record Custom(AbiError Error, AbiRecord Arguments) : RevertReason
    {
        /// <inheritdoc/>
        public override string ToString() => $"reverted: {Error.Name}{Arguments}";
    }

    /// <summary>Data that no known error explains.</summary>
    /// <param name="Data">The data.</param>
    public sealed record Unknown(ReadOnlyMemory<byte> Data) : RevertReason
    {
        /// <inheritdoc/>
        public bool Equals(Unknown? other) => other is not null && Data.Span.SequenceEqual(other.Data.Span);

        /// <inheritdoc/>
        public override int GetHashCode() => Data.Length;

        /// <inheritdoc/>
        public override string ToString() =>
            $"reverted with {Hex.Encode(Data.Span[..Math.Min(Data.Length, MaxShownBytes)])}{(Data.Length > MaxShownBytes ? "…" : "")}";
    }

    /// <summary>Reads the data that a call reverted with.</summary>
    /// <param name="data">The data, from whatever contract reverted first.</param>
    /// <param name="abi">Where custom errors are looked up, if anywhere.</param>
    public static RevertReason Decode(ReadOnlySpan<byte> data, ContractAbi? abi = null)
    {
        if (data.IsEmpty)
            return new Silent();
        if (AbiSelector.TryRead(data, out AbiSelector selector))
        {
            try
            {
                if (selector == ErrorWithText.Selector)
                    return new Message(ErrorWithText.Decode(data)[0].ToText());
                if (selector == PanicWithCode.Selector)
                    return new Panic(PanicWithCode.Decode(data)[0].ToUInt256());
                if (abi is not null && abi.TryFindError(selector, out AbiError? error))
                    return new Custom(error, error.Decode(data));
            }
            catch (AbiException)
            {
                // The selector is known, but what follows is not its arguments: anybody may write such data.
            }
        }

        return new Unknown(data.ToArray());
    }
}
