using System.Reactive.Linq;
using LeanRx.Protocol;

namespace LeanRx.Simulation;

/// <summary>The client does not recognize what it has heard: a message that is delivered again fires again (D12).</summary>
sealed class NothingIsRecognized : Defect
{
    public override string FoundBy => "law 7";

    public override IObservable<Message> MessagesOf(LeanClient client)
    {
        var heard = new Dictionary<string, Message>();
        var again = client.Frames
            .Where(record => record.Direction == FrameDirection.Received)
            .Select(record => (record.Frame as DirectFrame)?.MessageId is { } id ? heard.GetValueOrDefault(id) : null)
            .OfType<Message>();
        return client.Messages.Do(message => heard[message.Id!] = message).Merge(again);
    }
}
