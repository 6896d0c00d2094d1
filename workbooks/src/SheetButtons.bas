Option Explicit
' The buttons of a workbook: each hands its name to the add-in, which runs Python.

Sub CheckTracker()
    Press "check_tracker"
End Sub

Sub ClearMarks()
    Press "clear_marks"
End Sub

Sub StatusReportClient()
    Press "status_report_client"
End Sub

Sub StatusReportAll()
    Press "status_report_all"
End Sub

Sub ContactReport()
    Press "contact_report"
End Sub

Sub RetainerBurn()
    Press "retainer_burn"
End Sub

Sub ForecastRevenue()
    Press "forecast"
End Sub

Sub FinanceFile()
    Press "finance_file"
End Sub

Sub SyncWithGoogle()
    Press "sync_with_google"
End Sub

Sub FixCells()
    Press "fix"
End Sub

Sub UndoFix()
    Press "undo"
End Sub

Sub OpenSettings()
    Press "settings"
End Sub

Sub ShowHelp()
    Press "help_"
End Sub

Private Sub Press(button As String)
    On Error GoTo Missing
    Application.Run "'Account Services.xlam'!PressButton", button
    Exit Sub
Missing:
    MsgBox "The add-in is not there. Run ""toolkit addin install"", start Excel again, and press the button once more.", vbExclamation, "Account Services"
End Sub
