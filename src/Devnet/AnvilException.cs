namespace Plimsoll.Devnet;

/// <summary>Anvil is missing, did not start, or ended on its own; the message has the end of its log.</summary>
public sealed class AnvilException : Exception
{
    internal AnvilException(string message)
        : base(message)
    {
    }
}
