using Plimsoll.Sequencing;

namespace Plimsoll.Node.Sequencing;

/// <summary>What reaches the sequencer's loop from other threads.</summary>
internal abstract record Work
{
    /// <summary>Submissions of one request, answered together.</summary>
    public sealed record Submit(Submission[] Submissions, long Arrived) : Work
    {
        public Outcome[] Outcomes { get; } = new Outcome[Submissions.Length];

        public TaskCompletionSource<Answer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>A look at the sequencer between two steps.</summary>
    public sealed record Look(Action<Sequencer> Read, TaskCompletionSource Done) : Work;
}
