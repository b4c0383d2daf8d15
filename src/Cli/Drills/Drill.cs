using System.Diagnostics;
using System.Runtime.CompilerServices;
using Plimsoll.Cli.CommandLine;
using Plimsoll.Cli.Profiles;
using Plimsoll.L1.Rpc;
using Plimsoll.Node.Chain;
using Plimsoll.Node.Contracts;
using Plimsoll.Solvency.Regimes;

namespace Plimsoll.Cli.Drills;

/// <summary>A game day: an attack on a fresh rollup, the defence, and the count of everybody's money afterwards.</summary>
internal abstract class Drill
{
    private readonly List<(string What, bool Held)> _checks = [];
    private DrillAudit? _audit;

    public abstract string Name { get; }

    /// <summary>What is done to the rollup, in one sentence.</summary>
    public abstract string Attacked { get; }

    /// <summary>False leaves out what the drill shows to be needed: then it must fail. Only tests set it.</summary>
    public bool IsDefended { get; init; } = true;

    protected MoneyLedger Before { get; set; } = new();

    /// <summary>Plays it on a stage of its own.</summary>
    public async Task<DrillResult> RunAsync(CancellationToken cancellationToken)
    {
        Stopwatch clock = Stopwatch.StartNew();
        DrillStage stage = await StageBuilder.BuildAsync(Profile, BlockTime, HasWeakVerifier, cancellationToken).ConfigureAwait(false);
        await using (stage.ConfigureAwait(false))
        {
            string? failure = null;
            AuditFindings seen = new([], []);
            _audit = await DrillAudit.StartAsync(stage, cancellationToken).ConfigureAwait(false);
            await using ConfiguredAsyncDisposable over = _audit.ConfigureAwait(false);
            try
            {
                await PlayAsync(stage, cancellationToken).ConfigureAwait(false);
                seen = await _audit.FinishAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is OperationCanceledException or HttpRequestException or CommandException or TransactionFailedException or RpcException or InvalidOperationException or TimeoutException or BlobsMissingException)
            {
                failure = e.Message; // what a broken defence looks like from inside
            }

            MoneyLedger after = await stage.GotOutAsync(cancellationToken).ConfigureAwait(false);
            return new(Name, Attacked, Before, after, [.. _checks], seen, failure, clock.Elapsed.TotalSeconds);
        }
    }

    /// <summary>What the rollup promises: minutes and hours, for L1 time passes by command, and slow machines must not miss a deadline.</summary>
    protected virtual ProfileDocument Profile { get; } = Promises(new() { Policy = "anyone" });

    /// <summary>Whether validity proofs are judged by a contract that takes everything for proven.</summary>
    protected virtual bool HasWeakVerifier => false;

    /// <summary>The time between blocks of L1; null for a block with each transaction.</summary>
    protected virtual TimeSpan? BlockTime => null;

    protected static ProfileDocument Promises(ProfileDocument.SequencerPart sequencer)
    {
        ProfileDocument devnet = ProfilePresets.Get("devnet");
        return devnet with
        {
            Name = "drill",
            Mechanism = devnet.Mechanism with { ChallengeWindowSeconds = 7_200 },
            Batch = devnet.Batch with { MaxAgeSeconds = 3_600 },
            Queue = devnet.Queue with { InclusionDelaySeconds = 3_600, OpenAfterSeconds = 7_200, EscapeAfterSeconds = 14_400 },
            Sequencer = sequencer,
        };
    }

    /// <summary>The same, with validity proofs over a small tree.</summary>
    protected static ProfileDocument Proven(IReadOnlyList<string> kinds, int threshold)
    {
        ProfileDocument promised = Promises(new() { Policy = "anyone" });
        return promised with
        {
            Mechanism = promised.Mechanism with { Kinds = kinds, Threshold = threshold, ProofDeadlineSeconds = 14_400 },
            Depth = StageProver.Depth,
            Batch = promised.Batch with { MaxSlots = 64 },
            Queue = promised.Queue with { InclusionDelaySeconds = 86_400, OpenAfterSeconds = 2 * 86_400, EscapeAfterSeconds = 3 * 86_400, MaxDueItems = 16, MaxOpenItems = 64 },
        };
    }

    protected abstract Task PlayAsync(DrillStage stage, CancellationToken cancellationToken);

    protected void Check(string what, bool held) => _checks.Add((what, held));

    /// <summary>L1 shows something wrong from a block on: the auditor has to say so in that block or the next.</summary>
    protected void MustBeSeen(RegimeCause cause, ulong block, Regime regime = Regime.Black) => _audit!.MustSee(regime, cause, block);
}
