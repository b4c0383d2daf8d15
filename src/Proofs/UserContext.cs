using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Gadgets;
using Plimsoll.State;

namespace Plimsoll.Proofs;

/// <summary>What users' operations depend on besides the state, in a circuit.</summary>
internal sealed class UserContext
{
    public const int TimeBits = 32;

    private static readonly Fr s_timeUnit = FieldNumbers.PowerOfTwo(AccountSignals.OwnerBits);

    /// <summary>Takes the two public inputs apart.</summary>
    public UserContext(CircuitBuilder builder, in Signal deployment, in Signal moment, in BatchContext values)
    {
        using NamedScope scope = builder.Scope("context");
        Deployment = deployment;
        Committer = builder.Hint(FieldNumbers.Of(values.Committer));
        BatchTime = builder.Hint(Fr.FromUInt64(values.BatchTime));
        builder.AssertWidth(Committer, AccountSignals.OwnerBits);
        builder.AssertWidth(BatchTime, TimeBits);
        builder.AssertEqual(s_timeUnit * BatchTime + Committer, moment);
    }

    /// <summary><c>chainId·2^160 + rollup</c>.</summary>
    public Signal Deployment { get; }

    public Signal BatchTime { get; }

    public Signal Committer { get; }

    public static Fr DeploymentOf(in BatchContext values) => FieldNumbers.Of((UInt128)values.ChainId) * s_timeUnit + FieldNumbers.Of(values.Rollup);

    public static Fr MomentOf(in BatchContext values) => Fr.FromUInt64(values.BatchTime) * s_timeUnit + FieldNumbers.Of(values.Committer);
}
