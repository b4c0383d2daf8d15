using System.Buffers;

namespace Plimsoll.Crypto.Kzg;

/// <content>Loops over whole sequences, whose length is a multiple of eight.</content>
internal static partial class BlobDomain
{
    /// <summary>Replaces elements, none of them zero, by their inverses: Montgomery's trick in eight chains, one inversion for all.</summary>
    private static void Invert(Span<Fr> elements)
    {
        FrLanes[] prefixes = ArrayPool<FrLanes>.Shared.Rent(elements.Length / FrLanes.Count);
        FrLanes product = FrLanes.One;
        for (int i = 0; i < elements.Length; i += FrLanes.Count)
        {
            prefixes[i / FrLanes.Count] = product;
            FrLanes.Load(elements[i..], out FrLanes element);
            FrLanes.Multiply(product, element, out product);
        }

        Span<Fr> chains = stackalloc Fr[FrLanes.Count], scratch = stackalloc Fr[FrLanes.Count];
        product.Store(chains);
        FieldAlgorithms.BatchInvert(chains, scratch);
        FrLanes.Load(chains, out FrLanes inverse);
        for (int i = elements.Length - FrLanes.Count; i >= 0; i -= FrLanes.Count)
        {
            FrLanes.Load(elements[i..], out FrLanes element);
            FrLanes.Multiply(inverse, prefixes[i / FrLanes.Count], out FrLanes own);
            own.Store(elements[i..]);
            FrLanes.Multiply(inverse, element, out inverse);
        }

        ArrayPool<FrLanes>.Shared.Return(prefixes);
    }

    /// <summary>Writes the products of elements at the same position.</summary>
    private static void Multiply(ReadOnlySpan<Fr> left, ReadOnlySpan<Fr> right, Span<Fr> products)
    {
        for (int i = 0; i < products.Length; i += FrLanes.Count)
        {
            FrLanes.Load(left[i..], out FrLanes a);
            FrLanes.Load(right[i..], out FrLanes b);
            FrLanes.Multiply(a, b, out a);
            a.Store(products[i..]);
        }
    }

    /// <summary>Multiplies each factor by y less the value at its position.</summary>
    private static void MultiplyByDifferences(ReadOnlySpan<Fr> values, in Fr y, Span<Fr> factors)
    {
        FrLanes minuend = FrLanes.Broadcast(y);
        for (int i = 0; i < factors.Length; i += FrLanes.Count)
        {
            FrLanes.Load(values[i..], out FrLanes value);
            FrLanes.Load(factors[i..], out FrLanes factor);
            FrLanes.Subtract(minuend, value, out value);
            FrLanes.Multiply(value, factor, out factor);
            factor.Store(factors[i..]);
        }
    }

    /// <summary>Returns the sum of the products of elements at the same position.</summary>
    private static Fr InnerProduct(ReadOnlySpan<Fr> left, ReadOnlySpan<Fr> right)
    {
        FrLanes sums = FrLanes.Zero;
        for (int i = 0; i < left.Length; i += FrLanes.Count)
        {
            FrLanes.Load(left[i..], out FrLanes a);
            FrLanes.Load(right[i..], out FrLanes b);
            FrLanes.Multiply(a, b, out a);
            FrLanes.Add(sums, a, out sums);
            FrLanes.Reduce(sums, out sums);
        }

        Span<Fr> chains = stackalloc Fr[FrLanes.Count];
        sums.Store(chains);
        Fr sum = Fr.Zero;
        foreach (ref readonly Fr chain in chains)
            sum += chain;
        return sum;
    }
}
