namespace Plimsoll.Node.Proving;

/// <summary>A proving key is refused, and none may be made in its place.</summary>
public sealed class KeyRefusedException(KeyCacheRefusal refusal, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public KeyCacheRefusal Refusal { get; } = refusal;
}
