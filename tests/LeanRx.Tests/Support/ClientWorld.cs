using System.Buffers;
using LeanRx.Client.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Messages.Internal;
using Microsoft.Reactive.Testing;

namespace LeanRx.Tests.Support;

/// <summary>Tom's client behind a fake session, in virtual time: the test is the server.</summary>
sealed class ClientWorld
{
    public ClientWorld(Func<LeanClientOptions, LeanClientOptions>? change = null, bool isOpen = true, long? serverTime = null)
    {
        Session = new FakeSession(Scheduler, change);
        Core = new ClientCore(Session);
        Client = new LeanClient(Session, Core);
        if (isOpen)
            Core.OnOpened(isReconnect: false, serverTime);
    }

    readonly PlainTextReader _texts = new(JsonFrameCodec.Default, "tom");

    public TestScheduler Scheduler { get; } = new();

    public FakeSession Session { get; }

    public ClientCore Core { get; }

    public LeanClient Client { get; }

    public List<Fault> Faults => Session.Faults;

    /// <summary>The frames of one kind that were sent without waiting for an answer.</summary>
    public IReadOnlyList<T> Posted<T>() where T : Frame => [.. Session.Posted.OfType<T>()];

    /// <summary>The commands of one kind that were sent.</summary>
    public IReadOnlyList<T> Commands<T>() where T : Frame => [.. Session.Commands.Select(asked => asked.Frame).OfType<T>()];

    /// <summary>The command of one kind that was sent last, to be answered.</summary>
    public FakeSession.Asked Asked<T>() where T : Frame => Session.Commands.Last(asked => asked.Frame is T);

    public Conversation Conversation(string id = "room") => Core.Conversation(id);

    /// <summary>A plain text comes from the server, on the way that plain texts go.</summary>
    public void Receive(string messageId, long timestamp = 0, string conversationId = "room", string from = "jerry")
    {
        var frame = Direct(messageId, timestamp, conversationId, from);
        var payload = new ArrayBufferWriter<byte>();
        JsonFrameCodec.Default.Encode(frame, payload);
        if (_texts.Read(payload.WrittenSpan) is { } text)
            Core.OnText(text);
        else
            Core.OnPush(frame);
    }

    public static DirectFrame Direct(string messageId, long timestamp = 0, string conversationId = "room", string from = "jerry") => new()
    {
        ConversationId = conversationId,
        MessageId = messageId,
        FromPeerId = from,
        Timestamp = timestamp,
        Body = "{\"_lctype\":-1,\"_lctext\":\"" + messageId + "\"}",
    };

    /// <summary>The connection drops and comes back.</summary>
    public void Reconnect(long? serverTime = null)
    {
        Core.OnLost();
        Core.OnOpened(isReconnect: true, serverTime);
    }

    public void Advance(double seconds) => Scheduler.AdvanceBy(TimeSpan.FromSeconds(seconds).Ticks);

    /// <summary>Delivers what waits for observers. Takes a few ticks of 100 ns.</summary>
    public void Settle()
    {
        for (var turn = 0; turn < 4; turn++)
            Scheduler.AdvanceBy(1);
    }

    /// <summary>What one stream says from now on.</summary>
    public static List<T> Record<T>(IObservable<T> stream)
    {
        var heard = new List<T>();
        stream.Subscribe(heard.Add);
        return heard;
    }
}
