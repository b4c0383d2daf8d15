using Plimsoll.Batches;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>The elements that a segment leaves in the blobs, and those of them that its commitment covers.</summary>
internal sealed class SegmentTrail(DataLayout layout, int firstElement)
{
    private readonly List<Fr> _elements = [];

    public List<Fr> Committed { get; } = [];

    public int FirstElement => firstElement;

    public int EndElement => firstElement + _elements.Count;

    public static int CommittedPerUserSlot(DataLayout layout) => layout == DataLayout.Full ? 4 : 3;

    public static int CommittedPerQueueSlot(DataLayout layout) => layout == DataLayout.Full ? 1 : 0;

    public void Add(in Slot slot)
    {
        if (layout == DataLayout.Full)
        {
            _elements.AddRange([slot.W, slot.X, slot.Y, slot.PostRoot]);
            Committed.AddRange([slot.W, slot.X, slot.Y, slot.PostRoot]);
            return;
        }

        Fr[] all = CompactLayout.Pack([slot])[..CompactLayout.ElementCount([slot])];
        _elements.AddRange(all);
        Committed.AddRange([all[0], all.Length > 1 ? all[1] : Fr.Zero, all.Length > 1 ? all[2] : Fr.Zero]);
    }

    public void AddQueue(in Fr root)
    {
        Fr word = OperationWord.Queue.ToField();
        _elements.AddRange(layout == DataLayout.Full ? [word, Fr.Zero, Fr.Zero, root] : [word]);
        if (layout == DataLayout.Full)
            Committed.Add(root);
    }

    public Fr ValueAt(in Fr z) => BlobEvaluation.ValueOf(_elements.Select((element, i) => (firstElement + i, element)), z);
}
