using System.Text;

namespace LeanRx.Tests.Outbox;

/// <summary>The outbox that survives the end of the process: one file, whatever happens to it.</summary>
public sealed class FileOutboxStoreTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("leanrx-outbox").FullName;
    FileOutboxStore _store;

    public FileOutboxStoreTests() => _store = new FileOutboxStore(Path.Combine(_folder, "outbox"));

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    string File => _store.Path;

    static OutboxEntry Entry(string token, string text = "hi \"there\"\n耗子") =>
        new("tom", token, $"{{\"cmd\":\"direct\",\"cid\":\"room\",\"dt\":\"{token}\",\"msg\":\"{text}\"}}");

    Task Add(params string[] tokens) => _store.AddAsync([.. tokens.Select(token => Entry(token))]);

    async Task<IEnumerable<string>> TokensAsync() => (await _store.LoadAsync()).Entries.Select(entry => entry.Token);

    /// <summary>The process ends; something happens to the file; another process begins.</summary>
    void Restart(Func<byte[], byte[]>? change = null)
    {
        _store.Dispose();
        if (change is not null)
            System.IO.File.WriteAllBytes(File, change(System.IO.File.ReadAllBytes(File)));
        _store = new FileOutboxStore(File);
    }

    [Fact]
    public async Task What_was_added_is_there_after_a_restart_in_its_order()
    {
        await Add("a", "b");
        await Add("c");
        Restart();
        Assert.Equal([Entry("a"), Entry("b"), Entry("c")], (await _store.LoadAsync()).Entries);
        Assert.Null((await _store.LoadAsync()).Damage);
    }

    [Fact]
    public async Task What_was_removed_is_gone_after_a_restart()
    {
        await Add("a", "b", "c");
        await _store.RemoveAsync("b");
        await _store.RemoveAsync("unknown");
        Restart();
        Assert.Equal(["a", "c"], await TokensAsync());
    }

    [Fact]
    public async Task A_file_that_could_not_be_replaced_once_is_used_again_afterwards()
    {
        await _store.AddAsync([Entry("large", new string('x', 70_000)), Entry("small")]);
        System.IO.File.Delete(File);
        Directory.CreateDirectory(File);
        await Assert.ThrowsAsync<OutboxStoreException>(() => _store.RemoveAsync("large"));
        Directory.Delete(File);

        await Add("next");

        Assert.Equal(["next"], await TokensAsync());
    }

    [Fact]
    public async Task A_store_that_was_disposed_of_leaves_its_file_to_the_next_one()
    {
        await Add("a");
        _store.Dispose();
        var error = await Assert.ThrowsAsync<OutboxStoreException>(() => _store.RemoveAsync("a"));
        Assert.Equal($"The outbox {File} was disposed of. Dispose of it after the client.", error.Message);
        Restart();
        Assert.Equal(["a"], await TokensAsync());
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task A_file_cut_off_anywhere_keeps_every_line_before_the_cut_and_goes_on()
    {
        await Add("a", "b");
        Restart();
        var whole = System.IO.File.ReadAllBytes(File);
        var firstLineEnds = Array.IndexOf(whole, (byte)'\n', Array.IndexOf(whole, (byte)'\n') + 1);
        for (var length = 0; length <= whole.Length; length++)
        {
            Restart(_ => whole[..length]);
            var expected = length >= whole.Length - 1 ? ["a", "b"] : length >= firstLineEnds ? new[] { "a" } : [];
            var content = await _store.LoadAsync();
            Assert.Equal(expected, content.Entries.Select(entry => entry.Token));
            Assert.Null(content.Damage);
            await Add("next");
            Restart();
            Assert.Equal([.. expected, "next"], await TokensAsync());
        }
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_is_told_with_its_number_and_costs_that_line_alone()
    {
        await Add("a", "b", "c");
        var damaged = Array.Empty<byte>();
        Restart(bytes => damaged = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\"b\"", "\"x\"", StringComparison.Ordinal)));
        var content = await _store.LoadAsync();

        Assert.Equal(["a", "c"], content.Entries.Select(entry => entry.Token));
        Assert.Equal($"The outbox {File} is damaged: line 3 cannot be read. It was set aside as {File}.damaged; everything else was kept.", content.Damage);
        Assert.Equal(damaged, System.IO.File.ReadAllBytes(File + ".damaged"));
        Restart();
        Assert.Null((await _store.LoadAsync()).Damage);
        Assert.Equal(["a", "c"], await TokensAsync());
    }

    [Fact]
    public async Task A_file_that_is_no_outbox_is_left_as_it_is()
    {
        System.IO.File.WriteAllText(File, "Dear diary,\ntoday\n");
        var error = await Assert.ThrowsAsync<OutboxStoreException>(() => _store.LoadAsync());
        Assert.Equal($"{File} is no outbox: its first line is not \"leanrx-outbox 1\", and no other line can be read. It was left as it is.", error.Message);
        await Assert.ThrowsAsync<OutboxStoreException>(() => Add("a"));
        Assert.Equal("Dear diary,\ntoday\n", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_left_as_it_is()
    {
        await Add("a");
        Restart(bytes => [.. "leanrx-outbox 2\n"u8, .. bytes[16..]]);
        var error = await Assert.ThrowsAsync<OutboxStoreException>(() => _store.LoadAsync());
        Assert.Equal($"{File}, line 1: \"leanrx-outbox 2\" was written by another version; this one reads \"leanrx-outbox 1\". It was left as it is.",
            error.Message);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task Two_processes_do_not_share_a_file()
    {
        await Add("a");
        using var other = new FileOutboxStore(File);
        var error = await Assert.ThrowsAsync<OutboxStoreException>(() => other.LoadAsync());
        Assert.StartsWith($"The outbox {File} cannot be used: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task A_file_does_not_grow_without_end()
    {
        for (var number = 0; number < 1000; number++)
        {
            await Add($"t{number}");
            await _store.RemoveAsync($"t{number - 2}");
        }
        Assert.True(new FileInfo(File).Length < 96 * 1024, $"{new FileInfo(File).Length} bytes");
        Restart();
        Assert.Equal(["t998", "t999"], await TokensAsync());
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told_with_its_path()
    {
        using var store = new FileOutboxStore(Path.Combine(_folder, "nowhere", "outbox"));
        var error = await Assert.ThrowsAsync<OutboxStoreException>(() => store.LoadAsync());
        Assert.StartsWith($"The outbox {store.Path} cannot be used: ", error.Message, StringComparison.Ordinal);
    }
}
