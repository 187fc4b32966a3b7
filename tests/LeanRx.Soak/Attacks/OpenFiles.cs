using System.Net.Sockets;

namespace LeanRx.Soak.Attacks;

/// <summary>More connections than the server may open files.</summary>
sealed class OpenFiles : IAttack
{
    const int More = 300;

    public string Name => "more connections than open files";

    public async Task<Finding> RunAsync(Target target, Dose dose, CancellationToken patience)
    {
        List<TcpClient> connections = [];
        try
        {
            for (var i = 0; i < Target.OpenFiles + More; i++)
            {
                var tcp = new TcpClient();
                connections.Add(tcp);
                await tcp.ConnectAsync(target.Url.Host, target.Url.Port, patience);
            }

            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
            await timer.WaitForNextTickAsync(patience);
        }
        catch (SocketException)
        {
            // A refused connection is an answer too.
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }

        using var timer2 = new PeriodicTimer(TimeSpan.FromSeconds(1));
        await timer2.WaitForNextTickAsync(patience);
        if (!target.IsAlive)
            return new($"{connections.Count} connections: the server is dead", IsRight: false);
        using var after = await Peer.LoginAsync(target, "afterwards", patience);
        return new($"{connections.Count} connections; a login afterwards is let in", IsRight: true);
    }
}
