using LeanRx.Connections.Internal;
using LeanRx.Messages.Internal;

namespace LeanRx.Tests.Support;

/// <summary>Writes down what a session tells the rest of the client.</summary>
sealed class RecordingHandler : ISessionHandler
{
    public List<string> Calls { get; } = [];

    public List<Frame> Pushes { get; } = [];

    public void OnOpened(bool isReconnect, long? serverTime = null) => Calls.Add(isReconnect ? "reopened" : "opened");

    public void OnPush(Frame frame)
    {
        Calls.Add("push");
        Pushes.Add(frame);
    }

    public void OnText(TextMessage message) => OnPush(PlainTextReader.FrameOf(message));

    public void OnAnswer(PendingCommand command)
    {
        Calls.Add("answer");
        command.Take();
    }

    public void OnUnclaimed(Frame answer)
    {
    }

    public void OnLost() => Calls.Add("lost");

    public void OnClosed() => Calls.Add("closed");
}
