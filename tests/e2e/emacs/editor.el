;;; editor.el --- what the scenarios for Emacs share  -*- lexical-binding: t -*-

;; Emacs before 29 has eglot as a package; `-Q' leaves out the folders of the system's packages.
(unless (require 'eglot nil t)
  (dolist (folder (append (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa/*")
                          (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa-src/*")))
    (add-to-list 'load-path folder))
  (require 'eglot))

(defconst editor-patience 20 "How long something may take, in seconds.")

;; As docs/editors.md says it, but for the path of the server.
(define-derived-mode protowright-proto-mode prog-mode "Proto" (setq-local comment-start "// "))
(define-derived-mode protowright-request-mode prog-mode "gRPC"
  (setq-local comment-start "# ")
  (modify-syntax-entry ?/ ".")) ; a method is completed, and not the service with it
(add-to-list 'auto-mode-alist '("\\.proto\\'" . protowright-proto-mode))
(add-to-list 'auto-mode-alist '("\\.grpc\\'" . protowright-request-mode))
(add-to-list 'eglot-server-programs
             `((protowright-proto-mode :language-id "proto") . (,(getenv "PROTOWRIGHT") "lsp")))
(add-to-list 'eglot-server-programs
             `((protowright-request-mode :language-id "grpc-request") . (,(getenv "PROTOWRIGHT") "lsp")))

;; As docs/editors.md says it.
(defun protowright-run ()
  "Run the request at point, and show its response."
  (interactive)
  (let* ((server (eglot-current-server))
         (place (list :uri (plist-get (eglot--TextDocumentIdentifier) :uri) :position (eglot--pos-to-lsp-position)))
         (result (eglot-execute-command server 'protowright.runRequest (vector place))))
    (message "%s" (plist-get result :summary))
    (when-let ((response (plist-get result :responseUri)))
      (display-buffer (find-file-noselect (eglot--uri-to-path response))))))

(setq eglot-sync-connect 15 eglot-autoshutdown nil eglot-confirm-server-initiated-edits nil
      eldoc-idle-delay 0 make-backup-files nil create-lockfiles nil)

;; Without version control a folder is a project of its own; a person says yes to what a rename changes.
(setq project-find-functions (list (lambda (_folder) (cons 'transient (getenv "WORKSPACE")))))
(fset 'y-or-n-p (lambda (_question) t))

(defun editor-fail (format &rest arguments)
  "End Emacs with status 1 after this message."
  (message "FAILED: %s" (apply #'format format arguments))
  (kill-emacs 1))

(defun editor-check (what holds)
  "Fail unless HOLDS; answers it."
  (if holds (message "ok  %s" what) (editor-fail "%s" what))
  holds)

(defun editor-wait (what function)
  "Wait until FUNCTION answers something, and answer that."
  (let ((end (+ (float-time) editor-patience)) found)
    (while (and (not (setq found (funcall function))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (editor-check what found)))

(defun editor-open (file)
  "Open FILE, relative to the workspace, with its server."
  (find-file (expand-file-name file (getenv "WORKSPACE")))
  (unless (eglot-current-server) (apply #'eglot (eglot--guess-contact)))
  (unless (eglot-managed-p) (eglot--maybe-activate-editing-mode))
  (editor-check (format "%s is with the server" file) (eglot-managed-p)))

(defun editor-go (text &optional back)
  "Put the cursor behind the first TEXT of the buffer, BACK characters to the left."
  (goto-char (point-min))
  (search-forward text)
  (backward-char (or back 0)))

(defun editor-changed ()
  "Tell the server of the last changes at once."
  (eglot--signal-textDocument/didChange))

(defun editor-problems ()
  "The texts of what Flymake shows in the buffer."
  (flymake-start)
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun editor-problem (pattern)
  "Wait for a problem of the buffer whose text matches."
  (editor-wait (format "problem: %s" pattern)
               (lambda () (seq-find (lambda (text) (string-match-p pattern text)) (editor-problems)))))

(defun editor-no-problems ()
  "Wait until the buffer has no problem."
  (editor-wait "no problems" (lambda () (null (editor-problems)))))

(defun editor-candidates ()
  "What completion at point offers for the symbol before it."
  (let* ((found (run-hook-with-args-until-success 'completion-at-point-functions))
         (typed (buffer-substring-no-properties (nth 0 found) (point))))
    (mapcar #'substring-no-properties (all-completions typed (nth 2 found)))))

(defun editor-request (method &rest parameters)
  "What the server answers about the buffer."
  (jsonrpc-request (eglot--current-server-or-lose) method
                   (append (list :textDocument (eglot--TextDocumentIdentifier)) parameters)))

(defun editor-hover ()
  "The text that eldoc has for what is at point."
  (let (found)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq found text)))
    (editor-wait "hover" (lambda () found))))

(defun editor-lens (line title)
  "The command of the lens with this TITLE above LINE (from 0)."
  (let ((lens (seq-find (lambda (lens)
                          (and (= line (plist-get (plist-get (plist-get lens :range) :start) :line))
                               (equal title (plist-get (plist-get lens :command) :title))))
                        (editor-request :textDocument/codeLens))))
    (plist-get (editor-check (format "lens %s" title) lens) :command)))

(defun editor-end ()
  "Stop the server and end Emacs with status 0."
  (dolist (buffer (buffer-list)) (with-current-buffer buffer (set-buffer-modified-p nil)))
  (eglot-shutdown (eglot-current-server))
  (kill-emacs 0))

(provide 'editor)
;;; editor.el ends here
