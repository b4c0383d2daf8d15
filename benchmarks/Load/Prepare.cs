using Plimsoll.Sequencing;

namespace Plimsoll.Load;

/// <summary>Signs transfers into a file, in the order they are sent.</summary>
internal static class Prepare
{
    public static void Run(string file, int accounts, int depth, int count)
    {
        Crowd crowd = new(accounts, depth);
        byte[] records = new byte[count * SubmissionFormat.RecordLength];
        Parallel.For(0, count, i => SubmissionFormat.Write(crowd.Transfer(i), records.AsSpan(i * SubmissionFormat.RecordLength)));
        File.WriteAllBytes(file, records);
        Console.WriteLine($"{count} signed transfers in {file}");
    }
}
