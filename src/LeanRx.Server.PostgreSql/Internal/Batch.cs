using LeanRx.Server.Storage;
using Npgsql;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>The statements of one transaction: they are sent together, and their answers are read in order.</summary>
sealed class Batch(NpgsqlBatch batch)
{
    readonly List<Action<Row>> _readers = [];
    MessageInsert? _insert;

    /// <summary>Adds a statement that returns no rows.</summary>
    public void Execute(Statement statement)
    {
        Close();
        Add(statement);
    }

    /// <summary>Adds a statement that returns rows. The list is filled when the batch has run.</summary>
    public List<T> List<T>(Statement statement, Func<Row, T> read)
    {
        Close();
        return AddList(statement, read);
    }

    /// <summary>Stores a message, in one statement with those before and after it.</summary>
    /// <returns>The statement, and which of its messages it is.</returns>
    public (MessageInsert Insert, int Number) Add(StoredMessage message, bool isImport)
    {
        if (_insert is null || !_insert.TryAdd(message, isImport, out var number))
        {
            Close();
            _insert = new MessageInsert(isImport);
            _insert.TryAdd(message, isImport, out number);
        }

        return (_insert, number);
    }

    /// <summary>Runs the statements and reads all answers.</summary>
    public async Task RunAsync()
    {
        Close();
        var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        await using var readerClosing = reader.ConfigureAwait(false);
        foreach (var read in _readers)
        {
            while (await reader.ReadAsync().ConfigureAwait(false)) read(new Row(reader));
            await reader.NextResultAsync().ConfigureAwait(false);
        }
    }

    void Close()
    {
        if (_insert is not { } insert) return;
        _insert = null;
        insert.Answers = AddList(insert.Statement(), MessageAnswer.Read);
    }

    List<T> AddList<T>(Statement statement, Func<Row, T> read)
    {
        List<T> rows = [];
        _readers.Add(row => rows.Add(read(row)));
        Add(statement);
        return rows;
    }

    void Add(Statement statement)
    {
        var command = new NpgsqlBatchCommand();
        command.CommandText = statement.WriteTo(command.Parameters);
        batch.BatchCommands.Add(command);
    }
}
