using Plimsoll.Crypto.Polynomials;
using Plimsoll.Snark.Circuits;
using Plimsoll.Snark.Gadgets;

namespace Plimsoll.Proofs;

/// <summary>What a segment's elements add to the value of the blobs' polynomials at z, wherever in the blobs they stand.</summary>
/// <remarks>
/// The blobs are taken together as P(X) = Σ X^(4096·b)·p_b(X). Element i of a blob stands at ω^brp(i) = v·w, v given by the high digits of i and w by the low ones, so its
/// share d·vw/(z − vw) is that of a domain of constants at the point z/v: a product for each bit of v and one for each element. The statement z^4096 ≠ 1 keeps all
/// denominators from zero. Spec: docs/spec/validity.md#data.
/// </remarks>
internal sealed class BlobEvaluation
{
    /// <summary>Bits of an element's index within a blob, and of a blob's within the batch.</summary>
    public const int ElementBits = 12, BlobBits = 3;

    private static readonly EvaluationDomain s_domain = EvaluationDomain.Of(ElementBits);

    private readonly CircuitBuilder _builder;
    private readonly Signal _z;
    private readonly Signal[] _blobPowers = new Signal[BlobBits];
    private readonly List<Signal> _shares = [];

    public BlobEvaluation(CircuitBuilder builder, in Signal z)
    {
        (_builder, _z) = (builder, z);
        Signal power = z;
        for (int i = 0; i < ElementBits; i++)
            power = builder.Square(power);
        builder.Invert(power - 1);
        for (int i = 0; i < BlobBits; i++, power = builder.Square(power))
            _blobPowers[i] = power;
    }

    /// <summary>Adds elements that stand one behind the other.</summary>
    /// <param name="position">The first one's position in the blobs, divided by the number of elements.</param>
    /// <param name="elements">One or four.</param>
    public void Add(in Signal position, ReadOnlySpan<Signal> elements)
    {
        int lowBits = elements.Length == 1 ? 0 : 2;
        Signal[] bits = _builder.ToBits(position, ElementBits - lowBits + BlobBits);
        Signal point = _z, weight = 1;
        for (int i = 0; i < ElementBits - lowBits; i++)
            point = _builder.MultiplyAdd(bits[i], (InverseOf(1 << (i + lowBits)) - Fr.One) * point, point);
        Signal sum = 0;
        for (int k = 0; k < elements.Length; k++)
        {
            Fr element = s_domain.ElementAt(BitReversal.Of(k, ElementBits));
            sum += _builder.Divide(element * elements[k], point - element);
        }

        for (int i = 0; i < BlobBits; i++)
        {
            Signal bit = bits[ElementBits - lowBits + i], factor = _blobPowers[i] - 1;
            weight = weight.IsConstant ? 1 + _builder.Multiply(bit, factor) : _builder.MultiplyAdd(weight, _builder.Multiply(bit, factor), weight);
        }

        _shares.Add(_builder.Multiply(weight, sum));
    }

    /// <summary>Returns the value.</summary>
    public Signal Value() => _builder.Multiply(s_domain.SizeInverse * (_blobPowers[0] - 1), Signal.Sum([.. _shares]));

    /// <summary>The same, outside a circuit.</summary>
    /// <param name="elements">Positions in the blobs, and what stands there.</param>
    /// <param name="z">A point with z^4096 ≠ 1.</param>
    public static Fr ValueOf(IEnumerable<(int Position, Fr Element)> elements, in Fr z)
    {
        Fr blobPower = Fr.SquareTimes(z, ElementBits), sum = Fr.Zero;
        foreach ((int position, Fr element) in elements)
        {
            Fr place = s_domain.ElementAt(BitReversal.Of(position % s_domain.Size, ElementBits));
            sum += element * place * Fr.Inverse(z - place) * FieldAlgorithms.Pow(blobPower, [(ulong)(position / s_domain.Size)]);
        }

        return (blobPower - Fr.One) * s_domain.SizeInverse * sum;
    }

    /// <summary>The value of whole blobs, most of whose elements may be zero.</summary>
    public static Fr ValueOf(ReadOnlySpan<Fr> elements, in Fr z)
    {
        List<(int Position, Fr Element)> placed = [];
        for (int i = 0; i < elements.Length; i++)
        {
            if (!elements[i].IsZero)
                placed.Add((i, elements[i]));
        }

        return ValueOf(placed, z);
    }

    private static Fr InverseOf(int index) => Fr.Inverse(s_domain.ElementAt(BitReversal.Of(index, ElementBits)));
}
