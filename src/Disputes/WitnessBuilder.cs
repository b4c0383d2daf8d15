using Plimsoll.State;

namespace Plimsoll.Disputes;

/// <summary>Collects the words that show accounts, and one pot, under the state's root.</summary>
/// <remarks>Layout: docs/spec/fraud-proofs.md#witnesses. The state is committed and stays as it is.</remarks>
internal sealed class WitnessBuilder(RollupState state)
{
    private readonly List<Fr> _words = [];
    private readonly SortedSet<uint> _indices = [];

    /// <summary>Adds words that the slot brings with it.</summary>
    public void Add(params ReadOnlySpan<Fr> words) => _words.AddRange(words);

    /// <summary>Adds the counters and the root of the fee tree.</summary>
    public void AddRootParts() => Add(state.PackedCounters, state.FeeRoot);

    /// <summary>Adds the counters, and a pot with its siblings.</summary>
    public void AddRootPartsWithPot(byte token)
    {
        Add(state.PackedCounters, QueueItemWords.FromUInt128(state.Pot(token)));
        _words.AddRange(state.PotSiblings(token));
    }

    /// <summary>Adds an account, once; one out of range is not added at all.</summary>
    public void AddAccount(uint index)
    {
        if (index >= state.Capacity || !_indices.Add(index))
            return;
        Account account = state[index];
        Add(account.Identity, account.Amounts, account.Key.A.X, account.Key.A.Y);
    }

    /// <summary>Adds a place where an account is opened: it is empty, which takes no words.</summary>
    public void AddPlace(uint index) => _indices.Add(index);

    /// <summary>Returns all words, the siblings last.</summary>
    public IReadOnlyList<Fr> Complete()
    {
        _words.AddRange(state.AccountSiblings([.. _indices]));
        return _words;
    }
}
