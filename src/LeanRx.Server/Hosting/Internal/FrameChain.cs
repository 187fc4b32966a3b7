using LeanRx.Protocol;

namespace LeanRx.Server.Hosting.Internal;

/// <summary>Encoded frames that wait for a connection, the last of them first. Connections for which the same frames wait share them.</summary>
/// <param name="before">What waits before it; null for nothing.</param>
/// <param name="codec">By which it was encoded.</param>
/// <param name="payload">The frame, without an addressee.</param>
internal sealed class FrameChain(FrameChain? before, IFrameCodec codec, ReadOnlyMemory<byte> payload)
{
    public FrameChain? Before => before;

    public IFrameCodec Codec => codec;

    public ReadOnlyMemory<byte> Payload => payload;
}
