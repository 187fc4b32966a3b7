using LeanRx.Server;
using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>
/// A mistake that somebody could make, put into a world at its seams: below the client's codec, in its options, between engine and store, or between
/// the client's streams and their observer. The simulation must find it. One object serves one run.
/// </summary>
public abstract class Defect
{
    /// <summary>The beginning of the violation by which it is found, <c>law 7</c> for example.</summary>
    public abstract string FoundBy { get; }

    /// <summary>Over how many nodes it is played.</summary>
    public virtual int Nodes => 1;

    /// <summary>Changes what a node sees of its cluster.</summary>
    /// <param name="world">The world, which is there when the node is used.</param>
    public virtual ICluster Change(ICluster node, Func<VirtualWorld> world) => node;

    /// <summary>Changes a client's options; the transport and the scheduler in them are the world's.</summary>
    public virtual LeanClientOptions Change(LeanClientOptions options, VirtualWorld world) => options;

    /// <summary>Changes the server's store.</summary>
    public virtual IMessageStore Change(IMessageStore store) => store;

    /// <summary>What an observer hears of a client's messages.</summary>
    public virtual IObservable<Message> MessagesOf(LeanClient client) => client.Messages;

    /// <summary>A client was made, and everybody who has to judge the run listens already.</summary>
    public virtual void OnClient(LeanClient client)
    {
    }

    /// <summary>The server restarts now.</summary>
    public virtual void OnRestart()
    {
    }
}
