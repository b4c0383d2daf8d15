using Plimsoll.L1.Signing;

namespace Plimsoll.Node.Attesting;

/// <summary>Where signatures of attesters come from. Nothing that comes from there is believed: <see cref="Committee.Choose"/> says what counts.</summary>
public interface IAttestations
{
    /// <summary>What people know the place by.</summary>
    string Name { get; }

    /// <summary>Finds signatures for a batch; none where there are none yet.</summary>
    /// <exception cref="IOException">The place does not answer, or not with signatures.</exception>
    Task<IReadOnlyList<EcdsaSignature>> FindAsync(Bytes32 headerHash, CancellationToken cancellationToken = default);
}
