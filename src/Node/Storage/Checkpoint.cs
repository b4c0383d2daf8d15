using Plimsoll.Sequencing;

namespace Plimsoll.Node.Storage;

/// <summary>From where a restart executes the log again.</summary>
/// <param name="Position">The last batch in the stored accounts.</param>
/// <param name="Root">The root of the state that they make.</param>
/// <param name="Opened">Accounts that operations have opened.</param>
/// <param name="Deposited">Accounts that deposits have opened.</param>
/// <param name="LogStart">The number of the first log entry behind it.</param>
internal readonly record struct Checkpoint(SequencerPosition Position, Fr Root, uint Opened, uint Deposited, ulong LogStart);
