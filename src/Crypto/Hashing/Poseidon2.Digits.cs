using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Hashing;

/// <content>The permutation of width 4 on sixteen states side by side, with AVX2: see <see cref="FrDigits"/>.</content>
/// <remarks>Between rounds all elements are centered. Memory: four elements, then four of scratch.</remarks>
public static unsafe partial class Poseidon2
{
    private static void PermuteDigits4(double* x)
    {
        const int Length = FrDigits.Length;
        double* x1 = x + Length, x2 = x1 + Length, x3 = x2 + Length, t = x3 + Length, sum = t + Length;
        fixed (double* constants = DigitParameters.Constants4, diagonal = DigitParameters.Diagonal4)
        {
            double* next = constants;
            ExternalLayerDigits4(x, t);
            for (int round = 0; round < HalfFullRounds; round++, next += 4 * FrDigits.FactorLength)
                FullRoundDigits4(x, t, next);
            // The constant of a round is added where its element is written, the round before.
            FrDigits.AddFactorCentered(x, x, next);
            for (int round = 0; round < Poseidon2Parameters.PartialRounds; round++)
            {
                next += FrDigits.FactorLength;
                FrDigits.Square(t, x);
                FrDigits.Square(t, t);
                FrDigits.Multiply(x, t, x);
                FrDigits.AddCentered(sum, x, x1, x2, x3);
                FrDigits.AddFactor(t, sum, next);
                FrDigits.ScaleAdd(x1, diagonal + FrDigits.FactorLength, x1, sum);
                FrDigits.ScaleAdd(x, diagonal, x, t);
                FrDigits.ScaleAdd(x2, diagonal + 2 * FrDigits.FactorLength, x2, sum);
                FrDigits.ScaleAdd(x3, diagonal + 3 * FrDigits.FactorLength, x3, sum);
            }

            FullRoundDigits4(x, t, next, first: 1); // x[0] has its constant already
            next += 4 * FrDigits.FactorLength;
            for (int round = 1; round < HalfFullRounds; round++, next += 4 * FrDigits.FactorLength)
                FullRoundDigits4(x, t, next);
        }
    }

    private static void FullRoundDigits4(double* x, double* t, double* constants, int first = 0)
    {
        const int Length = FrDigits.Length;
        for (int i = first; i < 4; i++)
            FrDigits.AddFactorCentered(x + i * Length, x + i * Length, constants + i * FrDigits.FactorLength);
        for (int i = 0; i < 4; i++)
            FrDigits.Square(t + i * Length, x + i * Length);
        for (int i = 0; i < 4; i++)
            FrDigits.Square(t + i * Length, t + i * Length);
        for (int i = 0; i < 4; i++)
            FrDigits.Multiply(x + i * Length, t + i * Length, x + i * Length);
        ExternalLayerDigits4(x, t);
    }

    // The steps of ExternalLayerLanes4, carried and reduced where digits would grow.
    private static void ExternalLayerDigits4(double* x, double* t)
    {
        const int Length = FrDigits.Length;
        double* x1 = x + Length, x2 = x1 + Length, x3 = x2 + Length, low = t, high = low + Length, a = high + Length, b = a + Length;
        FrDigits.AddCentered(low, x, x1);
        FrDigits.AddCentered(high, x2, x3);
        FrDigits.TwiceAddCentered(a, low, x1);
        FrDigits.TwiceAddCentered(b, high, x3);
        FrDigits.TwiceAddCentered(a, a, high); // 4(x₀ + x₁) + 2x₁ + x₂ + x₃
        FrDigits.TwiceAddCentered(b, b, low);
        FrDigits.AddCentered(low, low, a);
        FrDigits.AddCentered(high, high, b);
        FrDigits.TwiceAddCentered(x, x3, low);
        FrDigits.TwiceAddCentered(x2, x1, high);
        new ReadOnlySpan<double>(a, Length).CopyTo(new(x1, Length));
        new ReadOnlySpan<double>(b, Length).CopyTo(new(x3, Length));
    }

    private static void HashGroupsOfDigits(Shape shape, Fr* inputs, Fr* outputs, int first, int end)
    {
        byte* memory = stackalloc byte[StateLanes * FrDigits.Length * sizeof(double) + 63];
        double* state = (double*)(((nuint)memory + 63) & ~(nuint)63);
        for (nint group = first; group < end; group++)
        {
            Fr* input = inputs + group * FrDigits.Count * shape.Length, output = outputs + group * FrDigits.Count;
            if (shape.Mode == 4)
                CompressDigits4(shape, input, output, state);
            else
                SpongeDigits(shape, input, output, state);
        }
    }

    private static void CompressDigits4(Shape shape, Fr* inputs, Fr* outputs, double* state)
    {
        const int Length = FrDigits.Length;
        double* fedForward = state + 8 * Length;
        for (int i = 0; i < 4; i++)
            FrDigits.Load(state + i * Length, inputs + i, 4);
        new ReadOnlySpan<double>(state, Length).CopyTo(new(fedForward, Length));
        fixed (double* constant = (ReadOnlySpan<double>)shape.ConstantDigits)
            FrDigits.AddFactorCentered(state + 3 * Length, state + 3 * Length, constant);
        PermuteDigits4(state);
        FrDigits.AddCentered(state, state, fedForward);
        FrDigits.Store(outputs, state);
    }

    private static void SpongeDigits(Shape shape, Fr* messages, Fr* outputs, double* state)
    {
        const int Length = FrDigits.Length;
        double* absorbed = state + 8 * Length;
        new Span<double>(state, 4 * Length).Clear();
        fixed (double* constant = (ReadOnlySpan<double>)shape.ConstantDigits)
            FrDigits.AddFactorCentered(state + 3 * Length, state + 3 * Length, constant);
        for (int position = 0; position < shape.Length; position += Rate)
        {
            for (int i = 0; i < Math.Min(Rate, shape.Length - position); i++)
            {
                FrDigits.Load(absorbed, messages + position + i, shape.Length);
                FrDigits.AddCentered(state + i * Length, state + i * Length, absorbed);
            }

            PermuteDigits4(state);
        }

        FrDigits.Store(outputs, state);
    }

    // A class of its own: only machines that use digits prepare the factors.
    private static class DigitParameters
    {
        public static readonly double[] Constants4 = Prepare(s_constants4);
        public static readonly double[] Diagonal4 = Prepare(s_diagonal4);

        private static double[] Prepare(Fr[] elements)
        {
            double[] factors = new double[elements.Length * FrDigits.FactorLength];
            for (int i = 0; i < elements.Length; i++)
                FrDigits.WriteFactor(elements[i], factors.AsSpan(i * FrDigits.FactorLength));
            return factors;
        }
    }

    [InlineArray(FrDigits.FactorLength)]
    private struct DigitFactor
    {
        private double _first;
    }
}
