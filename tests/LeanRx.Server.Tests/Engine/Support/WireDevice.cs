using System.Buffers;
using System.Text;
using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Hosting;

namespace LeanRx.Server.Tests.Support;

/// <summary>One end of a connection that speaks JSON text, exactly as it stands on the wire.</summary>
sealed class WireDevice : IFrameSink
{
    readonly List<JsonElement> _received = [];

    public WireDevice(World world, Dialect dialect = Dialect.UnreadCountsUntilRead) =>
        Connection = world.Engine.Connect(this, new ClientConnectionInfo { Dialect = dialect });

    public ServerConnection Connection { get; }

    public int? CloseCode { get; private set; }

    /// <summary>A device that has logged in as AV.realtime 2.4.0 does.</summary>
    public static WireDevice Login(World world, string clientId, Dialect dialect = Dialect.UnreadCountsUntilRead)
    {
        var device = new WireDevice(world, dialect);
        device.Send($$"""{"cmd":"session","op":"open","appId":"demo","ua":"js/2.4.0","i":1,"peerId":"{{clientId}}"}""");
        device.TakeAll();
        return device;
    }

    /// <summary>Sends a text as a host does: what is no frame is rejected.</summary>
    public void Send(string json)
    {
        try
        {
            Assert.True(Connection.ReceiveAsync(JsonFrameCodec.Default.Decode(Encoding.UTF8.GetBytes(json))).IsCompletedSuccessfully);
        }
        catch (FrameFormatException exception)
        {
            Connection.Reject(ErrorCodes.UnparseableRawMessage, exception.Message);
        }
    }

    /// <summary>Sends a text and takes the one frame that comes.</summary>
    public JsonElement Ask(string json)
    {
        Send(json);
        return Take();
    }

    /// <summary>Takes the only frame that came.</summary>
    public JsonElement Take() => Assert.Single(TakeAll());

    public IReadOnlyList<JsonElement> TakeAll()
    {
        JsonElement[] all = [.. _received];
        _received.Clear();
        return all;
    }

    void IFrameSink.Send(Frame frame) => Keep(frame);

    void IFrameSink.Send(FanOutFrame broadcast, string peerId) => Keep(broadcast.Frame with { PeerId = peerId });

    void IFrameSink.Close(int code, string reason) => CloseCode = code;

    void Keep(Frame frame)
    {
        var buffer = new ArrayBufferWriter<byte>();
        JsonFrameCodec.Default.Encode(frame, buffer);
        _received.Add(JsonDocument.Parse(buffer.WrittenMemory).RootElement.Clone());
    }
}
