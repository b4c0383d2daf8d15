using Plimsoll.Crypto.Curves;

namespace Plimsoll.Snark.Groth16;

/// <summary>The points of a proving key that belong to some of the wires; wires without one, which is infinity, are left out.</summary>
internal sealed class PointQuery<TField, TGroup>
    where TField : struct, IField<TField>
    where TGroup : struct, ICurveGroup<TField>
{
    private readonly int[] _wires;

    /// <summary>Keeps the points that are not infinity; the first belongs to wire <paramref name="firstWire"/>.</summary>
    public PointQuery(ReadOnlySpan<AffinePoint<TField, TGroup>> points, int firstWire)
    {
        List<int> wires = new(points.Length);
        for (int i = 0; i < points.Length; i++)
        {
            if (!points[i].IsInfinity)
                wires.Add(firstWire + i);
        }

        _wires = [.. wires];
        Points = new AffinePoint<TField, TGroup>[_wires.Length];
        for (int i = 0; i < _wires.Length; i++)
            Points[i] = points[_wires[i] - firstWire];
    }

    /// <summary>The points.</summary>
    public AffinePoint<TField, TGroup>[] Points { get; }

    /// <summary>Returns the values of the wires that the points belong to.</summary>
    public Fr[] Scalars(ReadOnlySpan<Fr> values)
    {
        Fr[] scalars = new Fr[_wires.Length];
        for (int i = 0; i < scalars.Length; i++)
            scalars[i] = values[_wires[i]];
        return scalars;
    }

    /// <summary>Returns all points again, infinity where a wire has none.</summary>
    public AffinePoint<TField, TGroup>[] Expand(int firstWire, int count)
    {
        AffinePoint<TField, TGroup>[] all = new AffinePoint<TField, TGroup>[count];
        for (int i = 0; i < _wires.Length; i++)
            all[_wires[i] - firstWire] = Points[i];
        return all;
    }
}
