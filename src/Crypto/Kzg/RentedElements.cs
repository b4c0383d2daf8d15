using System.Buffers;

namespace Plimsoll.Crypto.Kzg;

/// <summary>A pooled buffer of field elements, given back on disposal; its contents are undefined at first.</summary>
internal readonly ref struct RentedElements(int length) : IDisposable
{
    private readonly Fr[] _array = ArrayPool<Fr>.Shared.Rent(length);
    private readonly int _length = length;

    public Span<Fr> Span => _array.AsSpan(0, _length);

    public void Dispose() => ArrayPool<Fr>.Shared.Return(_array);
}
