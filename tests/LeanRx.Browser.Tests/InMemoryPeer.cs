using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Server.Hosting;

namespace LeanRx.Browser.Tests;

/// <summary>
/// A client without a socket, which lives in the server's own time: what it says has been heard and answered when the call returns, and while that time passes
/// nothing is under way.
/// </summary>
sealed class InMemoryPeer : IFrameSink
{
    readonly ServerConnection _connection;
    Frame? _last;

    public InMemoryPeer(MessagingEngine engine, string name)
    {
        _connection = engine.Connect(this);
        Say(new SessionFrame { Operation = SessionOperations.Open, ApplicationId = AppOptions.Demo.ApplicationId, PeerId = name });
    }

    public string CreateConversation(string name, string with)
    {
        Say(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Members = [with],
            Attributes = JsonSerializer.SerializeToElement(new { name }),
            SerialId = 1,
        });
        return Assert.IsType<ConversationFrame>(_last).ConversationId!;
    }

    public void Send(string conversationId, string text) => Say(new DirectFrame
    {
        ConversationId = conversationId,
        Body = JsonSerializer.Serialize(new { _lctype = -1, _lctext = text }),
        SerialId = 2,
    });

    public void ShowLife() => Say(new EchoFrame());

    void Say(Frame frame) => Assert.True(_connection.ReceiveAsync(frame).IsCompletedSuccessfully);

    void IFrameSink.Send(Frame frame) => _last = frame;

    void IFrameSink.Send(FanOutFrame broadcast, string peerId) => _last = broadcast.Frame;

    void IFrameSink.Close(int code, string reason) => Assert.Equal("GOING_AWAY", reason);
}
