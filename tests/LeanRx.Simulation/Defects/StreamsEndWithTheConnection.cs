using System.Reactive.Linq;

namespace LeanRx.Simulation;

/// <summary>A lost connection ends the stream of messages in an error.</summary>
sealed class StreamsEndWithTheConnection : Defect
{
    public override string FoundBy => "law 2";

    public override IObservable<Message> MessagesOf(LeanClient client) =>
        client.Messages.Merge(client.StateChanges.OfType<ConnectionState.Reconnecting>().SelectMany(state => Observable.Throw<Message>(state.Cause)));
}
