using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LeanRx.Benchmarks.Importing;

/// <summary>An export that nobody wrote: messages in order of time, spread over conversations at random, the same ones each time.</summary>
sealed class SyntheticExport(int messages, int conversations)
{
    const long Beginning = 1_780_000_000_000;
    const string Words = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua";
    const string Alphabet = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    readonly string[] _ids = [.. Enumerable.Range(0, conversations).Select(number => $"{0x65000000 + number:x8}{new Random(number).NextInt64():x16}")];
    readonly string[] _words = Words.Split(' ');

    /// <summary>Writes it as an archive.</summary>
    public void Write(string directory)
    {
        Directory.CreateDirectory(directory);
        using (var file = new StreamWriter(Path.Combine(directory, "conversations.jsonl")))
        {
            foreach (var id in _ids)
                file.Write($$$"""{"attr":{"color":"red"},"c":"user-1","createdAt":"2026-01-12T08:00:00.000Z","m":["user-1","user-2","user-3"],"mu":[],"name":"conversation {{{id}}}","objectId":"{{{id}}}","sys":false,"tr":false,"unique":false,"updatedAt":"2026-02-12T08:00:00.000Z"}{{{"\n"}}}""");
        }
        using var rows = new StreamWriter(Path.Combine(directory, "messages.jsonl"));
        foreach (var message in Messages())
        {
            rows.Write($$"""{"bin":false,"conv-id":"{{message.Conversation}}","data":{{JsonSerializer.Serialize(message.Data)}},"from":"{{message.From}}","is-conv":true,"is-room":false,"msg-id":"{{message.Id}}","timestamp":{{message.Timestamp.ToString(CultureInfo.InvariantCulture)}},"to":"{{message.Conversation}}"}""");
            rows.Write('\n');
        }
    }

    public IEnumerable<SyntheticMessage> Messages()
    {
        var random = new Random(1);
        var (time, text) = (Beginning, new StringBuilder());
        return Enumerable.Range(0, messages).Select(_ => Next(random, text, time += random.Next(30)));
    }

    SyntheticMessage Next(Random random, StringBuilder text, long time)
    {
        text.Clear();
        for (var count = random.Next(3, 25); count > 0; count--)
            text.Append(_words[random.Next(_words.Length)]).Append(' ');
        return new(_ids[random.Next(_ids.Length)], time, string.Create(22, random, static (id, random) =>
        {
            for (var index = 0; index < id.Length; index++)
                id[index] = Alphabet[random.Next(Alphabet.Length)];
        }), $"user-{random.Next(1, 4)}", $$"""{"_lctype":-1,"_lctext":"{{text}}"}""");
    }
}
