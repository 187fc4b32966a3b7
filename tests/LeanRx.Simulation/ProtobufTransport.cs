using System.Buffers;
using System.Reactive.Linq;
using LeanRx.Protocol;

namespace LeanRx.Simulation;

/// <summary>A protobuf client on a network that carries JSON: what passes is translated, so that the client hears only what its dialect can say.</summary>
public sealed class ProtobufTransport(ITransport network) : ITransport
{
    /// <summary>The options of a client that speaks protobuf over their transport.</summary>
    public static LeanClientOptions Use(LeanClientOptions options) =>
        options with { WireFormat = WireFormat.Protobuf, Transport = new ProtobufTransport(options.Transport!) };

    /// <inheritdoc/>
    public ITransportConnection Create(Uri address, string subprotocol) => subprotocol == Subprotocols.Protobuf3
        ? new Connection(network.Create(address, Subprotocols.Json3))
        : throw new ArgumentException($"A protobuf client asks for {Subprotocols.Protobuf3}, not for {subprotocol}.", nameof(subprotocol));

    static byte[] Translate(ReadOnlyMemory<byte> payload, IFrameCodec from, IFrameCodec to)
    {
        var written = new ArrayBufferWriter<byte>();
        to.Encode(from.Decode(payload.Span), written);
        return written.WrittenSpan.ToArray();
    }

    sealed class Connection(ITransportConnection inner) : ITransportConnection
    {
        public IDisposable Subscribe(IObserver<TransportEvent> observer) => inner
            .Select(what => what.Kind == TransportEventKind.Payload ? Translated(what) : what)
            .Subscribe(observer);

        /// <summary>What is no frame passes as it is.</summary>
        static TransportEvent Translated(TransportEvent what)
        {
            try
            {
                return TransportEvent.Received(Translate(what.Payload, JsonFrameCodec.Default, ProtobufFrameCodec.Binary), isText: false);
            }
            catch (FrameFormatException)
            {
                return what;
            }
        }

        public void Send(ReadOnlyMemory<byte> payload, bool isText)
        {
            if (isText)
                throw new ArgumentException("Protobuf is no text.", nameof(isText));
            inner.Send(Translate(payload, ProtobufFrameCodec.Binary, JsonFrameCodec.Default), isText: true);
        }
    }
}
