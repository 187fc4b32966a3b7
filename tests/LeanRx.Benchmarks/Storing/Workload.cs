using System.Globalization;
using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Growing;
using LeanRx.Server.Storage;

namespace LeanRx.Benchmarks.Storing;

/// <summary>What is stored: messages of 300 bytes, 256 under way over 1,000 conversations.</summary>
static class Workload
{
    public const int Conversations = 1000;

    public static string Describe(int messages) =>
        string.Create(CultureInfo.InvariantCulture, $"{messages:N0} messages of 300 bytes, {Conversations:N0} conversations, {Outstanding.Most} under way");

    public static string Conversation(int number) => string.Create(CultureInfo.InvariantCulture, $"c{number:D23}");

    /// <summary>Makes the conversations, of a client and one who is never there.</summary>
    public static Task<string[]> OpenAsync(HandWrittenClient tom, string absent = "jerry") =>
        Task.WhenAll(Enumerable.Range(0, Conversations).Select(_ => tom.CreateAsync(["tom", absent])));

    public static Task SendAsync(HandWrittenClient client, IReadOnlyList<string> conversations, int messages, string name) =>
        Outstanding.RunAsync(Rows(messages, name),
        row => client.SendAsync(conversations[int.Parse(row.ConversationId.AsSpan(1), CultureInfo.InvariantCulture)], row.Data));

    /// <param name="name">Rows of another name are other rows.</param>
    public static IEnumerable<StoredMessage> Rows(int messages, string name)
    {
        var random = new Random(1);
        var data = new string('x', 300);
        for (var number = 0; number < messages; number++)
            yield return new StoredMessage
            {
                ApplicationId = "demo",
                ConversationId = Conversation(random.Next(Conversations)),
                Id = string.Create(CultureInfo.InvariantCulture, $"{name}{number:D11}"),
                From = "tom",
                Timestamp = 1_700_000_000_000 + number,
                Data = data,
                MessageType = -1,
                DeduplicationToken = string.Create(CultureInfo.InvariantCulture, $"{name}-{number:D11}"),
            };
    }
}
