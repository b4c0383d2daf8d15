namespace Plimsoll.Crypto.Curves.Lanes;

/// <summary>What eight points go through to be multiplied by their factors, after a first operand: the same steps in every lane.</summary>
/// <remarks>2A + Q is (A + Q) + A, a chord and a rebound, because the y of A + Q is never needed: two products less than a doubling and an addition.</remarks>
internal sealed class FactorSteps
{
    private readonly List<Step> _steps = [];
    private readonly sbyte[] _digits;
    private readonly byte[] _even = new byte[FactorDigits.Limbs];
    private bool _hasFirst;

    private FactorSteps(bool isShared, int digits) => (IsShared, _digits) = (isShared, new sbyte[digits]);

    public enum Kind : byte
    {
        Double,
        Chord, // A + Q, without y
        Rebound, // and once more A
        Add,
        Adjust, // takes Q from those whose part is even
    }

    /// <summary>Whether all lanes have the same digits.</summary>
    public bool IsShared { get; }

    /// <summary>The operand that the sum begins with; null for the factor zero.</summary>
    public Step? First { get; private set; }

    /// <summary>The number of steps.</summary>
    public int Count => _steps.Count;

    /// <summary>The step at a place.</summary>
    public Step this[int index] => _steps[index];

    /// <summary>The steps for eight factors; sparse where they are equal.</summary>
    public static FactorSteps Of<TField, TGroup, TCurve>(ReadOnlySpan<Fr> factors)
        where TField : unmanaged, IField<TField>
        where TGroup : unmanaged, ICurveGroup<TField>
        where TCurve : struct, ILaneCurve<TField, TGroup>
    {
        Span<ulong> limbs = stackalloc ulong[FactorDigits.Limbs];
        int parts = TCurve.Parts;
        if (!factors.ContainsAnyExcept(factors[0]))
        {
            FactorSteps shared = new(true, FactorDigits.MaxShared);
            TCurve.Split(factors[0], limbs);
            shared.AddSparse(parts, FactorDigits.Share(limbs, parts, shared._digits));
            return shared;
        }

        FactorSteps own = new(false, (FactorDigits.MaxDense + 1) * FqLanes.Lanes);
        for (int lane = 0; lane < FqLanes.Lanes; lane++)
        {
            TCurve.Split(factors[lane], limbs);
            int even = FactorDigits.Densify(limbs, parts, own._digits.AsSpan(lane), FqLanes.Lanes);
            for (int part = 0; part < parts; part++)
                own._even[part] |= (byte)((even >> part & 1) << lane);
        }

        own.AddDense(parts);
        return own;
    }

    /// <summary>The digits of a step: one, or one for each lane.</summary>
    public ReadOnlySpan<sbyte> Digits(Step step) => IsShared ? _digits.AsSpan(step.Digit, 1) : _digits.AsSpan(step.Digit * FqLanes.Lanes, FqLanes.Lanes);

    /// <summary>The lanes in which a part is even.</summary>
    public byte Even(int part) => _even[part];

    private void AddSparse(int parts, int length)
    {
        int stride = FactorDigits.SharedLength(parts);
        for (int i = length - 1; i >= 0; i--)
        {
            bool doubled = !_hasFirst;
            for (int part = 0; part < parts; part++)
            {
                if (_digits[stride * part + i] != 0)
                    Take(part, stride * part + i, ref doubled);
            }

            if (!doubled)
                _steps.Add(new(Kind.Double, 0, 0));
        }
    }

    private void AddDense(int parts)
    {
        int length = FactorDigits.DenseLength(parts);
        for (int i = length - 1; i >= 0; i--)
        {
            bool doubled = !_hasFirst;
            for (int bit = 1; bit < FactorDigits.WindowBits && !doubled; bit++)
                _steps.Add(new(Kind.Double, 0, 0));
            for (int part = 0; part < parts; part++)
                Take(part, length * part + i, ref doubled);
        }

        _digits.AsSpan(FactorDigits.MaxDense * FqLanes.Lanes).Fill(-1);
        for (int part = 0; part < parts; part++)
            _steps.Add(new(Kind.Adjust, part, FactorDigits.MaxDense));
    }

    private void Take(int part, int digit, ref bool doubled)
    {
        if (!_hasFirst)
        {
            First = new(Kind.Add, part, digit);
            _hasFirst = true;
        }
        else if (doubled)
        {
            _steps.Add(new(Kind.Add, part, digit));
        }
        else
        {
            _steps.Add(new(Kind.Chord, part, digit));
            _steps.Add(new(Kind.Rebound, part, digit));
            doubled = true;
        }
    }

    /// <summary>A step, and where its operand is told.</summary>
    public readonly record struct Step(Kind Kind, int Part, int Digit);
}
