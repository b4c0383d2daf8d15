namespace Plimsoll.Cli.Workloads;

/// <summary>A row that is not taken, and why.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Reason">In words.</param>
internal readonly record struct RefusedRow(int Line, string Reason)
{
    public override string ToString() => $"line {Line}: {Reason}";
}
