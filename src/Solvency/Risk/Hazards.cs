using System.Collections.Immutable;

namespace Plimsoll.Solvency.Risk;

/// <summary>The rate of each failure mode, per year, as constants over the horizon.</summary>
/// <remarks>λ_m = λ_m⁰·Πθ·K: base rate, the traits' multipliers, the regime's. Spec: docs/spec/risk.md#hazards.</remarks>
public sealed class Hazards
{
    private readonly ImmutableSortedDictionary<FailureMode, double> _rates;

    /// <summary>Takes the rates as they are.</summary>
    /// <param name="rates">Per year, finite and at least 0; a mode that is not in it cannot happen.</param>
    public Hazards(IEnumerable<KeyValuePair<FailureMode, double>> rates)
    {
        _rates = rates.ToImmutableSortedDictionary();
        foreach ((FailureMode mode, double rate) in _rates)
        {
            if (!(rate >= 0) || double.IsInfinity(rate))
                throw new ArgumentOutOfRangeException(nameof(rates), rate, $"The rate of {mode} is expected to be finite and not negative.");
        }
    }

    /// <summary>The rate of a mode, per year.</summary>
    public double this[FailureMode mode] => _rates.GetValueOrDefault(mode);

    /// <summary>The sum over the modes that take money, per year.</summary>
    public double Loss => _rates.Where(pair => FailureModes.IsLoss(pair.Key)).Sum(pair => pair.Value);

    /// <summary>The sum over the modes that take time, per year.</summary>
    public double Delay => _rates.Where(pair => !FailureModes.IsLoss(pair.Key)).Sum(pair => pair.Value);

    /// <summary>1 − e^(−Λt): the probability of a loss within a time.</summary>
    /// <param name="seconds">At least 0.</param>
    public double DefaultProbability(double seconds) => -Elementary.ExpMinusOne(-Loss * ModelTime.Years(seconds));

    /// <summary>Σ LGD_m ∫ λ_m e^(−Λu) du over a time: the expected loss of a holder who gets out after it.</summary>
    /// <param name="seconds">At least 0.</param>
    /// <param name="lgd">The loss given each mode, from 0 to 1.</param>
    public double CreditDiscount(double seconds, Func<FailureMode, double> lgd)
    {
        double total = Loss;
        return total == 0 ? 0 : AnnualLoss(lgd) / total * DefaultProbability(seconds);
    }

    /// <summary>Σ λ_m LGD_m, per year: the spread at which lending breaks even.</summary>
    /// <param name="lgd">The loss given each mode, from 0 to 1.</param>
    public double AnnualLoss(Func<FailureMode, double> lgd) => _rates.Where(pair => FailureModes.IsLoss(pair.Key)).Sum(pair => pair.Value * lgd(pair.Key));

    /// <summary>All rates that take money times a factor.</summary>
    public Hazards ScaleLoss(double factor) =>
        new(_rates.Select(pair => KeyValuePair.Create(pair.Key, FailureModes.IsLoss(pair.Key) ? pair.Value * factor : pair.Value)));
}
