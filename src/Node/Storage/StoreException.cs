namespace Plimsoll.Node.Storage;

/// <summary>What is on disk is not what this node wrote, or belongs to another rollup.</summary>
/// <param name="message">What is wrong, and where.</param>
public sealed class StoreException(string message) : Exception(message);
