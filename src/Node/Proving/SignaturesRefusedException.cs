namespace Plimsoll.Node.Proving;

/// <summary>The signatures of a batch are not there yet. That passes by itself: the source is asked again, and the batch may still have its proof.</summary>
public sealed class SignaturesRefusedException(SignatureRefusal refusal, ulong height, string message, Exception? inner = null)
    : IOException($"The signatures of batch {height}: {message}", inner)
{
    /// <summary>Why.</summary>
    public SignatureRefusal Refusal { get; } = refusal;
}
