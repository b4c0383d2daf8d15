namespace Plimsoll.Node.Api;

/// <summary>Another node gave no answer, or one that is too long.</summary>
internal sealed class NodeUnansweredException(Exception inner, bool isTooLong) : IOException(inner.Message, inner)
{
    /// <summary>Whether there was an answer, and more of it than is read.</summary>
    public bool IsTooLong { get; } = isTooLong;
}
