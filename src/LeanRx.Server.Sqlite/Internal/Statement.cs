using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>
/// A prepared statement. Parameters are numbered: <c>?1</c> takes the first argument. Used by way of SQLite's own functions: ADO.NET looks every parameter up
/// by name, each time.
/// </summary>
sealed class Statement(sqlite3 database, sqlite3_stmt handle) : IDisposable
{
    /// <summary>SQLITE_STMTSTATUS_VM_STEP.</summary>
    const int StepCounter = 4;

    /// <summary>SQLITE_STMTSTATUS_REPREPARE.</summary>
    const int ReplanCounter = 5;

    readonly int _parameters = raw.sqlite3_bind_parameter_count(handle);

    /// <summary>How many steps of SQLite's machine it has taken so far: what it has cost, whatever the clock says.</summary>
    public long Steps => raw.sqlite3_stmt_status(handle, StepCounter, 0);

    /// <summary>How often SQLite has planned it again.</summary>
    public long Replanned => raw.sqlite3_stmt_status(handle, ReplanCounter, 0);

    /// <summary>Runs it to the end. Returns how many rows it changed, if it changes rows.</summary>
    public int Execute(params ReadOnlySpan<Argument> arguments)
    {
        Bind(arguments);
        try
        {
            while (Step())
            {
            }

            return raw.sqlite3_changes(database);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The first row, or the default where there is none.</summary>
    public T? FirstOrDefault<T>(Func<Row, T> read, params ReadOnlySpan<Argument> arguments)
    {
        Bind(arguments);
        try
        {
            return Step() ? read(new Row(handle)) : default;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>All rows.</summary>
    public List<T> List<T>(Func<Row, T> read, params ReadOnlySpan<Argument> arguments)
    {
        Bind(arguments);
        return [.. Rows(read)];
    }

    /// <summary>One row after the other, while they are enumerated, once.</summary>
    public IEnumerable<T> Stream<T>(Func<Row, T> read, params ReadOnlySpan<Argument> arguments)
    {
        Bind(arguments);
        return Rows(read);
    }

    public void Dispose() => handle.Dispose();

    IEnumerable<T> Rows<T>(Func<Row, T> read)
    {
        try
        {
            while (Step()) yield return read(new Row(handle));
        }
        finally
        {
            Reset();
        }
    }

    void Bind(ReadOnlySpan<Argument> arguments)
    {
        for (var index = 0; index < Math.Min(arguments.Length, _parameters); index++) Check(arguments[index].BindTo(handle, index + 1));
    }

    bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) Check(code);
        return code == raw.SQLITE_ROW;
    }

    // Its result is the one that the step had, and was thrown already.
    void Reset() => raw.sqlite3_reset(handle);

    void Check(int code) => SqliteException.ThrowExceptionForRC(code, database);
}
