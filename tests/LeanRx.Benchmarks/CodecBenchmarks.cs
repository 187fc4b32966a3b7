using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using LeanRx.Benchmarks.Servers;
using LeanRx.Protocol;

namespace LeanRx.Benchmarks;

/// <summary>The codec alone: <c>--codec</c>.</summary>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    readonly JsonFrameCodec _codec = new(internIds: true);
    readonly ArrayBufferWriter<byte> _output = new(1024);
    readonly byte[] _delivery = new byte[PushFrames.FrameLength];
    readonly byte[] _ack = Encoding.UTF8.GetBytes("{\"cmd\":\"ack\",\"i\":2023,\"peerId\":\"tom\",\"uid\":\"qNkRkFWOeSqP65S9fDyHJw\",\"t\":1700000000123}");
    readonly DirectFrame _message =
        new()
        {
            SerialId = 2023,
            PeerId = "tom",
            ConversationId = PushFrames.Conversation,
            Body = new string('x', 64),
            DeduplicationToken = "0123456789abcdef01234567"
        };

    /// <summary>Makes the delivery.</summary>
    [GlobalSetup]
    public void Prepare() => PushFrames.Write(_delivery);

    /// <summary>A message on its way out.</summary>
    [Benchmark]
    public int EncodeMessage()
    {
        _output.ResetWrittenCount();
        _codec.Encode(_message, _output);
        return _output.WrittenCount;
    }

    /// <summary>A delivery of 200 bytes.</summary>
    [Benchmark]
    public Frame DecodeDelivery() => _codec.Decode(_delivery);

    /// <summary>The answer to a message.</summary>
    [Benchmark]
    public Frame DecodeAck() => _codec.Decode(_ack);
}
