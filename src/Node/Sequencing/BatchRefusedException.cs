namespace Plimsoll.Node.Sequencing;

/// <summary>A sealed batch is not to be had, or what was handed out is none. Passes by itself: the sequencer is asked again.</summary>
public sealed class BatchRefusedException(BatchRefusal refusal, ulong height, string message, Exception? inner = null) : IOException($"Sealed batch {height}: {message}", inner)
{
    /// <summary>Why.</summary>
    public BatchRefusal Refusal { get; } = refusal;
}
