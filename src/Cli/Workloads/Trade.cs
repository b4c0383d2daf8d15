namespace Plimsoll.Cli.Workloads;

/// <summary>One recorded trade, in whole numbers.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Instrument">What was traded; becomes a token.</param>
/// <param name="Quantity">How much of it, in millionths.</param>
/// <param name="Cash">What was paid for it, in millionths of a US dollar; a fraction of one was rounded up, against the buyer.</param>
internal readonly record struct Trade(int Line, string Instrument, UInt128 Quantity, UInt128 Cash)
{
    /// <summary>Decimals of every amount.</summary>
    public const int Decimals = 6;

    /// <summary>One whole unit.</summary>
    public const ulong One = 1_000_000;
}
