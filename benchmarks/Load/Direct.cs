using System.Diagnostics;
using System.Globalization;
using Plimsoll.L1.Signing;
using Plimsoll.Node.Sequencing;
using Plimsoll.Node.Storage;
using Plimsoll.Sequencing;
using Plimsoll.State;

namespace Plimsoll.Load;

/// <summary>The steps of the sequencer one by one, without HTTP: what each takes for a transfer.</summary>
internal static class Direct
{
    private const int PerBlock = 2_500;

    public static void Run(string file, string folder, int accounts, int depth)
    {
        byte[] records = File.ReadAllBytes(file);
        using PrivateKey key = PrivateKey.Generate();
        SequencerSettings settings = new(Crowd.ChainId, Crowd.Rollup, key.Address);
        using SequencerStore store = new(folder, settings, depth);
        Sequencer sequencer = new(settings, new RollupState(depth), default);
        ReceiptSigner signer = new(key, settings.ChainId, settings.Rollup);
        sequencer.Open(new(Crowd.Genesis, new Crowd(accounts, depth).Deposits()));
        sequencer.Close([]);
        Time("sealing the deposits", accounts, () => sequencer.Seal(parallel: true));
        for (int round = 0, next = 0; round < 6; round++)
        {
            Submission[] submissions = new Submission[PerBlock];
            Outcome[] outcomes = new Outcome[PerBlock];
            Time("reading records", PerBlock, () =>
            {
                for (int i = 0; i < PerBlock; i++)
                    SubmissionFormat.TryRead(records.AsSpan(next++ * SubmissionFormat.RecordLength), out submissions[i], out _);
            });
            sequencer.Open(new(Crowd.Genesis, []));
            Time("verifying and executing", PerBlock, () => sequencer.Execute(submissions, outcomes, parallel: true));
            if (!Array.TrueForAll(outcomes, outcome => outcome.IsTaken))
                throw new InvalidOperationException("The file is not for this crowd.");
            Block block = sequencer.EndBlock()!;
            SoftConfirmation confirmation = null!;
            Time("receipts", PerBlock, () => confirmation = signer.Confirm(block, 0, default, 0, 0));
            Time("writing to disk", PerBlock, () => store.Append([new LogEntry.Taken(block)], [confirmation]));
            sequencer.Close([]);
            Time("sealing", PerBlock, () =>
            {
                while (sequencer.Seal(256, parallel: true) is null)
                {
                }
            });
        }
    }

    private static void Time(string what, int count, Action step)
    {
        long start = Stopwatch.GetTimestamp();
        step();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-26}{Stopwatch.GetElapsedTime(start).TotalMicroseconds / count,8:F1} µs each"));
    }
}
