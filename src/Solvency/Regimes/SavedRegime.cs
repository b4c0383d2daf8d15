namespace Plimsoll.Solvency.Regimes;

/// <summary>A <see cref="RegimeState"/> as it is kept on disk, so that no RED and no BLACK ends because the auditor was restarted.</summary>
/// <param name="Regime">The regime.</param>
/// <param name="Since">Unix seconds.</param>
/// <param name="Causes">Worst first.</param>
/// <param name="LastAmber">Unix seconds.</param>
/// <param name="LastRed">Unix seconds.</param>
/// <param name="BreachedFinalCuts">In a row.</param>
/// <param name="LastFinalCut">A block's number.</param>
/// <param name="IsAcknowledged">Whether RED may end.</param>
/// <param name="IsLasting">Whether BLACK stays.</param>
public sealed record SavedRegime(
    Regime Regime, ulong Since, IReadOnlyList<Finding> Causes, ulong LastAmber, ulong LastRed, int BreachedFinalCuts, ulong LastFinalCut, bool IsAcknowledged, bool IsLasting);
