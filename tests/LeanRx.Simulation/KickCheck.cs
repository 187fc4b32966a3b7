using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Server.Hosting;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>Holds several nodes to it that who is kicked at one of them is out, and that what let it in before lets it in at none of them.</summary>
sealed class KickCheck(VirtualWorld world)
{
    const string Visitor = "Visitor";

    readonly List<string> _violations = [];

    public IReadOnlyList<string> Check()
    {
        foreach (var server in world.Servers)
            Enter(server, token: null);
        var visitor = Enter(world.Servers[0], token: null);
        if (visitor.Opened is not { Token: { } token })
            return ["law 4: a visitor is not let in"];
        world.Run(world.Servers[^1].Applications[AppOptions.Demo.ApplicationId].Clients.KickAsync(Visitor).AsTask());
        world.AdvanceBy(TimeSpan.FromSeconds(1));
        if (visitor.Closed?.Code != ErrorCodes.KickedByApp)
            _violations.Add("law 13: who was kicked at another node is still in");
        for (var node = 0; node < world.Servers.Count; node++)
            if (Enter(world.Servers[node], token).Opened is not null)
                _violations.Add($"law 13: node {node + 1} lets in who was kicked by what let it in before");
        return _violations;
    }

    Peer Enter(MessagingEngine server, string? token)
    {
        var peer = new Peer();
        var connection = server.Connect(peer);
        world.Run(connection.ReceiveAsync(new SessionFrame
        {
            Operation = SessionOperations.Open,
            ApplicationId = AppOptions.Demo.ApplicationId,
            PeerId = Visitor,
            SerialId = 1,
            Token = token,
        }).AsTask());
        world.AdvanceBy(TimeSpan.FromSeconds(1));
        return peer;
    }

    sealed class Peer : IFrameSink
    {
        public SessionFrame? Opened { get; private set; }

        public SessionFrame? Closed { get; private set; }

        public void Send(Frame frame)
        {
            if (frame is SessionFrame { Operation: SessionOperations.Opened } opened)
                Opened = opened;
            if (frame is SessionFrame { Operation: SessionOperations.Closed } closed)
                Closed = closed;
        }

        public void Send(FanOutFrame broadcast, string peerId)
        {
        }

        public void Close(int code, string reason)
        {
        }
    }
}
