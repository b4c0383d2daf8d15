using Plimsoll.State;

namespace Plimsoll.Batches;

/// <summary>The users' operations of a batch, with their signatures, from its slots.</summary>
public static class BatchOperations
{
    /// <summary>Reads them.</summary>
    /// <param name="input">The header's part.</param>
    /// <param name="capacity">How many accounts the tree holds.</param>
    /// <param name="slots">All slots of the batch, with signatures.</param>
    /// <returns>Null where a slot is malformed or too late: the batch has a fault.</returns>
    /// <exception cref="ArgumentException">There are not as many slots as the header says.</exception>
    public static IReadOnlyList<Operation>? Read(BatchInput input, uint capacity, ReadOnlySpan<Slot> slots)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (slots.Length != input.SlotCount)
            throw new ArgumentException($"The header has {input.SlotCount} slots.", nameof(slots));
        SlotReader reader = new(input, capacity, FullLayout.Expand(slots));
        List<Operation> operations = [];
        while (reader.Read(out Operation operation, out int slot) is null)
        {
            if (slot == input.SlotCount)
                return operations;
            operations.Add(operation);
        }

        return null;
    }
}
