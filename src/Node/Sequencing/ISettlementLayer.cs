namespace Plimsoll.Node.Sequencing;

/// <summary>Where the sequencer sees L1 from. What it shows may be replaced at any moment, also by an older one after a reorg.</summary>
public interface ISettlementLayer
{
    /// <summary>The present view; a value, so that one decision sees one block.</summary>
    SettlementView View { get; }
}
