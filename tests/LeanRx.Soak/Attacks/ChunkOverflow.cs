using System.Net.Sockets;
using System.Text;

namespace LeanRx.Soak.Attacks;

/// <summary>Chunks of a size that no number holds, each of which once filled the log.</summary>
sealed class ChunkOverflow : IAttack
{
    const int LogPerRequest = 100;

    public string Name => "chunks of an impossible size";

    public async Task<Finding> RunAsync(Target target, Dose dose, CancellationToken patience)
    {
        var request = Encoding.ASCII.GetBytes($"POST /1.1/fileTokens HTTP/1.1\r\nHost: x\r\nX-LC-Id: {Target.ApplicationId}\r\nX-LC-Key: " +
            $"{Target.ApplicationKey}\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n");
        var logged = target.Logged;
        HashSet<string> answers = [];
        for (var i = 0; i < dose.BadRequests; i++)
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(target.Url.Host, target.Url.Port, patience);
            await tcp.GetStream().WriteAsync(request, patience);
            using var reader = new StreamReader(tcp.GetStream());
            answers.Add(await reader.ReadLineAsync(patience) ?? "nothing");
        }

        var each = (target.Logged - logged) / dose.BadRequests;
        return new($"{string.Join(", ", answers)}; {each} characters of log each", answers.SetEquals(["HTTP/1.1 400 Bad Request"]) && each < LogPerRequest);
    }
}
