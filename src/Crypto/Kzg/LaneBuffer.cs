using System.Runtime.InteropServices;

namespace Plimsoll.Crypto.Kzg;

/// <summary>Words outside of the managed heap, aligned to 64 bytes for <see cref="FqLanes"/>, freed on disposal; undefined at first.</summary>
internal readonly unsafe ref struct LaneBuffer(int words) : IDisposable
{
    public long* Pointer { get; } = (long*)NativeMemory.AlignedAlloc((nuint)words * sizeof(long), 64);

    public void Dispose() => NativeMemory.AlignedFree(Pointer);
}
