using System.Reactive.Concurrency;
using LeanRx.Protocol;

namespace LeanRx.Simulation;

/// <summary>What stands between one client and its sockets, and passes every frame on as it is, unless told otherwise.</summary>
abstract class Tamper
{
    /// <summary>The client's clock.</summary>
    public required IScheduler Scheduler { get; init; }

    /// <summary>The current socket, counted from 1.</summary>
    public int Socket { get; set; }

    /// <summary>Whether the client's hanging up is passed on.</summary>
    public virtual bool HangsUp => true;

    public virtual void Opened()
    {
    }

    public virtual void Send(Frame frame, Action<Frame> pass) => pass(frame);

    public virtual void Receive(Frame frame, Action<Frame> pass) => pass(frame);
}
