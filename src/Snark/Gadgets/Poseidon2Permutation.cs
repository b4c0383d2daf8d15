using Plimsoll.Crypto.Hashing;
using Plimsoll.Snark.Circuits;

namespace Plimsoll.Snark.Gadgets;

/// <summary>The permutation of one width in constraints: three per S-box, linear layers free.</summary>
/// <remarks>
/// x⁵ takes x² and x⁴ as wires. The third constraint x⁴·x = x⁵ does not make a wire of x⁵ but of the S-box input that comes after it: x⁵ is a linear function of the next
/// inputs, because the linear layers are invertible. So the factors are single wires, and only the matrix C, which no prover multiplies with, gets long rows.
/// </remarks>
internal sealed class Poseidon2Permutation
{
    private const int HalfFullRounds = Poseidon2.FullRounds / 2;

    private readonly int _width;
    private readonly Fr _inverseOfFirst;
    private readonly Fr[] _constants, _diagonal;
    private readonly Fr[][] _external, _inverseExternal;

    private Poseidon2Permutation(int width, ulong[][] external)
    {
        _width = width;
        _constants = Poseidon2.RoundConstants(width).ToArray();
        _diagonal = Poseidon2.DiagonalMinusOne(width).ToArray();
        _inverseOfFirst = Fr.Inverse(_diagonal[0] + Fr.One);
        _external = [.. external.Select(row => row.Select(Fr.FromUInt64).ToArray())];
        _inverseExternal = Inverse(_external);
    }

    /// <summary>Width 2.</summary>
    public static Poseidon2Permutation Two { get; } = new(2, [[2, 1], [1, 2]]);

    /// <summary>Width 4.</summary>
    public static Poseidon2Permutation Four { get; } = new(4, [[5, 7, 1, 3], [4, 6, 1, 1], [1, 3, 5, 7], [1, 1, 4, 6]]);

    /// <summary>Returns the permutation's output, as combinations of one wire per S-box of the last round.</summary>
    public Signal[] Permute(CircuitBuilder builder, ReadOnlySpan<Signal> state)
    {
        (Signal[] inputs, Signal[] fourthPowers) = UpToLastRound(builder, state);
        Signal[] fifthPowers = new Signal[_width];
        for (int i = 0; i < _width; i++)
            fifthPowers[i] = builder.Multiply(fourthPowers[i], inputs[i]);
        return Times(_external, fifthPowers);
    }

    /// <summary>Returns the output's first element plus <paramref name="feedForward"/> as one wire, for no constraint more.</summary>
    public Signal Compress(CircuitBuilder builder, ReadOnlySpan<Signal> state, in Signal feedForward)
    {
        (Signal[] inputs, Signal[] fourthPowers) = UpToLastRound(builder, state);
        Signal others = 0;
        for (int i = 1; i < _width; i++)
            others += _external[0][i] * builder.Multiply(fourthPowers[i], inputs[i]);
        Fr fifthPower = fourthPowers[0].Value * inputs[0].Value;
        Signal output = builder.Hint(_external[0][0] * fifthPower + others.Value + feedForward.Value);
        builder.AssertComputed(fourthPowers[0], inputs[0], Fr.Inverse(_external[0][0]) * (output - others - feedForward));
        return output;
    }

    // The last round's S-box inputs and their fourth powers.
    private (Signal[] Inputs, Signal[] FourthPowers) UpToLastRound(CircuitBuilder builder, ReadOnlySpan<Signal> state)
    {
        int next = 0;
        Signal[] inputs = Times(_external, state);
        AddConstants(inputs, ref next);
        for (int round = 0; round < HalfFullRounds - 1; round++)
            inputs = FullRound(builder, inputs, ref next);

        // Into the partial rounds: only the first element of the state passes an S-box, so only its input becomes a wire.
        Signal[] fifthPowers = new Signal[_width];
        Signal fourthPower = FourthPower(builder, inputs[0]);
        for (int i = 1; i < _width; i++)
            fifthPowers[i] = builder.Multiply(FourthPower(builder, inputs[i]), inputs[i]);
        Signal others = 0;
        for (int i = 1; i < _width; i++)
            others += _external[0][i] * fifthPowers[i];
        fifthPowers[0] = FifthPower(builder, fourthPower, inputs[0], _external[0][0], Fr.Inverse(_external[0][0]), others + _constants[next++], out Signal first);
        Signal[] elements = Times(_external, fifthPowers);

        for (int round = 0; round < Poseidon2.PartialRounds; round++)
        {
            others = Signal.Sum(elements.AsSpan(1));
            Signal power = FifthPower(
                builder, FourthPower(builder, first), first, _diagonal[0] + Fr.One, _inverseOfFirst, others + _constants[next++], out first);
            Signal sum = power + others;
            for (int i = 1; i < _width; i++)
                elements[i] = _diagonal[i] * elements[i] + sum;
        }

        // The last constant taken is that of the first full round's first element.
        elements[0] = first;
        for (int i = 1; i < _width; i++)
            elements[i] += _constants[next++];
        for (int round = 0; round < HalfFullRounds - 1; round++)
            elements = FullRound(builder, elements, ref next);
        Signal[] fourthPowers = new Signal[_width];
        for (int i = 0; i < _width; i++)
            fourthPowers[i] = FourthPower(builder, elements[i]);
        return (elements, fourthPowers);
    }

    // Returns the next round's inputs, one wire each.
    private Signal[] FullRound(CircuitBuilder builder, Signal[] inputs, ref int next)
    {
        Signal[] fourthPowers = new Signal[_width], fifthPowers = new Signal[_width];
        for (int i = 0; i < _width; i++)
        {
            fourthPowers[i] = FourthPower(builder, inputs[i]);
            fifthPowers[i] = fourthPowers[i].Value * inputs[i].Value;
        }

        ReadOnlySpan<Fr> constants = _constants.AsSpan(next, _width);
        Signal[] outputs = Times(_external, fifthPowers), withoutConstants = new Signal[_width];
        for (int i = 0; i < _width; i++)
        {
            outputs[i] = builder.Hint(outputs[i].Value + constants[i]);
            withoutConstants[i] = outputs[i] - constants[i];
        }

        fifthPowers = Times(_inverseExternal, withoutConstants);
        for (int i = 0; i < _width; i++)
            builder.AssertComputed(fourthPowers[i], inputs[i], fifthPowers[i]);
        next += _width;
        return outputs;
    }

    private static Signal FourthPower(CircuitBuilder builder, in Signal x) => builder.Square(builder.Square(x));

    // Makes a wire of output = factor·x⁵ + rest, and returns x⁵ in its terms. The output may be written over x, which is why x is no reference.
    private static Signal FifthPower(
        CircuitBuilder builder, in Signal fourthPower, Signal x, in Fr factor, in Fr inverseFactor, in Signal rest, out Signal output)
    {
        output = builder.Hint(factor * (fourthPower.Value * x.Value) + rest.Value);
        Signal power = inverseFactor * (output - rest);
        builder.AssertComputed(fourthPower, x, power);
        return power;
    }

    private void AddConstants(Signal[] elements, ref int next)
    {
        for (int i = 0; i < _width; i++)
            elements[i] += _constants[next++];
    }

    private static Signal[] Times(Fr[][] matrix, ReadOnlySpan<Signal> vector)
    {
        Signal[] product = new Signal[matrix.Length];
        for (int i = 0; i < product.Length; i++)
            product[i] = Signal.WeightedSum(vector, matrix[i]);
        return product;
    }

    // Gauss and Jordan; the matrices of the external layers need no exchange of rows.
    private static Fr[][] Inverse(Fr[][] matrix)
    {
        int n = matrix.Length;
        Fr[][] rows = [.. matrix.Select((row, i) => row.Concat(Enumerable.Range(0, n).Select(j => j == i ? Fr.One : Fr.Zero)).ToArray())];
        for (int pivot = 0; pivot < n; pivot++)
        {
            Fr inverse = Fr.Inverse(rows[pivot][pivot]);
            rows[pivot] = [.. rows[pivot].Select(x => x * inverse)];
            for (int row = 0; row < n; row++)
            {
                if (row != pivot)
                    rows[row] = [.. rows[row].Zip(rows[pivot], (x, y) => x - rows[row][pivot] * y)];
            }
        }

        return [.. rows.Select(row => row[n..])];
    }
}
